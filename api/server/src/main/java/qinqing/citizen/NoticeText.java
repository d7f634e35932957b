package qinqing.citizen;

import io.quarkus.qute.TemplateExtension;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.programme.BenefitKind;
import qinqing.publicity.NoticeStatus;
import qinqing.publicity.NoticeView;
import qinqing.publicity.PublicNoticeView;
import qinqing.publicity.SiteRole;

/** A public notice in the words that people read, for pages, sheets and subscriptions. */
record NoticeText(PublicNoticeView view) {

    /** One line of the table; what is not there is an empty text. */
    public record Row(
            int sequence,
            String beneficiaryName,
            String programmeName,
            String amount,
            String place,
            String startsOn,
            String officialName,
            String officialUnitAndPost,
            String relation,
            String note) {}

    /** A board: why it hangs there, and since when. */
    public record Site(String name, String roles, String standing) {}

    public record Line(String title, String phone) {}

    public static String title(BenefitKind kind) {
        return switch (kind) {
            case FUND -> "惠民资金";
            case CONSTRUCTION -> "建设项目";
            case SERVICE -> "服务事项";
        };
    }

    public String number() {
        return view.number();
    }

    public String title() {
        return view.title();
    }

    public String unitName() {
        return view.unitName();
    }

    public String kindTitle() {
        return title(view.benefitKind());
    }

    public String stateTitle() {
        return view.state().title();
    }

    /** Which colour the state has; it is never told by colour alone. */
    public String stateClass() {
        return switch (view.state()) {
            case COMPLETED -> "done";
            case SUSPENDED, WITHDRAWN, RETRACTED -> "warn";
            case DRAFT, DISPLAYED -> "on";
        };
    }

    public boolean shown() {
        return view.showsContent();
    }

    /** Whether objections are taken. */
    public boolean open() {
        return view.state() == NoticeStatus.DISPLAYED || view.state() == NoticeStatus.SUSPENDED;
    }

    public boolean severalRows() {
        return view.rows().size() > 1;
    }

    public List<Row> rows() {
        return view.rows().stream()
                .map(row -> new Row(
                        row.sequence(),
                        row.beneficiaryName(),
                        row.programmeName(),
                        row.amount() == null ? "" : row.amount().yuan().toPlainString(),
                        row.place(),
                        row.startsOn() == null ? "" : row.startsOn().toString(),
                        row.officialName(),
                        row.officialUnitAndPost(),
                        row.relation(),
                        row.note() == null ? "" : row.note()))
                .toList();
    }

    /** The first three names, and how many more. */
    public String beneficiaries() {
        return some(view.rows().stream().map(NoticeView.Row::beneficiaryName).toList());
    }

    public String places() {
        return some(view.rows().stream().map(NoticeView.Row::place).toList());
    }

    public String progress() {
        var clock = view.clock();
        var days = "已满 " + clock.countedDays() + " 日，须满 " + clock.requiredDays() + " 日";
        var to = view.to();
        return switch (view.state()) {
            case COMPLETED -> "已满 " + clock.countedDays() + " 日" + (to == null ? "" : "，" + chinese(to) + "期满");
            case SUSPENDED -> days + "；因异议中止，核查期间不计";
            case WITHDRAWN, RETRACTED -> view.state().title();
            case DRAFT, DISPLAYED ->
                days
                        + (clock.countingSince() == null
                                ? "；各公示点尚未全部张贴"
                                : to == null ? "；有公示点中断" : "，预计" + chinese(to) + "期满");
        };
    }

    /** 公示时间 from – to, as the sheet says it. */
    public String period() {
        var from = view.from();
        var to = view.to();
        return from == null
                ? "自各公示点全部张贴后的次日起不少于" + view.clock().requiredDays() + "日"
                : chinese(from) + "至" + (to == null ? "　　　　" : chinese(to));
    }

    public List<Site> sites() {
        return view.sites().stream()
                .map(site -> new Site(
                        whose(site.unitName(), site.name()),
                        site.roles().stream().map(SiteRole::title).collect(Collectors.joining("、")),
                        site.up() ? "正在张贴" + since(site.upSince()) : "目前没有张贴"))
                .toList();
    }

    /** 青羊镇政务公开栏, and not 青羊镇青羊镇政务公开栏: most boards are named after their unit already. */
    private static String whose(String unit, String board) {
        return board.startsWith(unit) ? board : unit + board;
    }

    public String siteNames() {
        return sites().stream().map(Site::name).collect(Collectors.joining("、"));
    }

    public List<Line> hotlines() {
        return view.hotlines().items().stream()
                .map(line -> new Line(line.kind().equals("UNIT") ? "公示单位" : "纪检监察机关", line.phone()))
                .toList();
    }

    public @Nullable String remark() {
        return view.remark();
    }

    public @Nullable String correction() {
        return view.correction();
    }

    public String digest() {
        return view.contentDigest();
    }

    public String ratings() {
        var ratings = view.ratings();
        if (ratings == null) {
            return "还没有人评议。";
        }
        return "已有 " + ratings.count() + " 人评议"
                + (ratings.average() == null ? "。" : "，平均 " + ratings.average() + " 分（满分 5 分）。");
    }

    /** A few sentences for readers of subscriptions. */
    public String summary() {
        var lines = new ArrayList<String>();
        lines.add("公示单位：" + unitName());
        view.rows()
                .forEach(row -> lines.add("%s，%s，%s，%s；涉及%s %s（%s）"
                        .formatted(
                                row.beneficiaryName(),
                                row.programmeName(),
                                row.amount() == null
                                        ? "金额未定"
                                        : row.amount().yuan().toPlainString() + "元",
                                row.place(),
                                row.officialUnitAndPost(),
                                row.officialName(),
                                row.relation())));
        lines.add(progress());
        return String.join("\n", lines);
    }

    private static String since(@Nullable OffsetDateTime at) {
        return at == null ? "" : "，自" + chinese(at.toLocalDate());
    }

    @TemplateExtension
    static String chinese(LocalDate day) {
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    private static String some(List<String> all) {
        var different = all.stream().distinct().toList();
        var first = different.stream().limit(3).collect(Collectors.joining("、"));
        return different.size() > 3 ? first + " 等 " + different.size() + " 个" : first;
    }
}
