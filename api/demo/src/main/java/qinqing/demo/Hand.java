package qinqing.demo;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The person who made a list: which columns in which order, what they call them, how they write dates and addresses. */
enum Hand {
    CIVIL_AFFAIRS(
            "yyyy-MM-dd",
            "重庆市涪陵区",
            "序号:SEQUENCE 姓名:NAME 身份证号码:ID_NUMBER 联系电话:PHONE 家庭住址:ADDRESS 补助金额（元）:AMOUNT 发放时间:PAID_ON 备注:NOTE"),
    HOUSING(
            "yyyy/M/d",
            "重庆市涪陵区",
            "序号:SEQUENCE 户主姓名:NAME 公民身份号码:ID_NUMBER 户籍地址:ADDRESS 手机号码:PHONE 补助金额(元):AMOUNT 兑现日期:PAID_ON"),
    AGRICULTURE("yyyy年M月d日", "涪陵区", "受益人姓名:NAME 证件号码:ID_NUMBER 电话:PHONE 住址:ADDRESS 金额:AMOUNT 发放日期:PAID_ON 备注:NOTE"),
    TOWNSHIP_OFFICE(
            "yyyyMMdd", "", "编号:SEQUENCE 受益对象:NAME 身份证号:ID_NUMBER 地址:ADDRESS 联系方式:PHONE 发放金额（元）:AMOUNT 时间:PAID_ON"),
    WATER("yyyy-MM-dd", "重庆市涪陵区", "申请人姓名:NAME 居民身份证号码:ID_NUMBER 手机号:PHONE 家庭地址:ADDRESS 资金金额(元):AMOUNT 打卡时间:PAID_ON"),
    BUILDING_CONTRACTS(
            "yyyy-MM-dd",
            "",
            "序号:SEQUENCE 项目名称:PROJECT 承建单位:COMPANY 统一社会信用代码:CREDIT_CODE 法定代表人:LEGAL_REPRESENTATIVE"
                    + " 法定代表人身份证号:LEGAL_REPRESENTATIVE_ID 委托代理人:AGENT 委托代理人身份证号:AGENT_ID"
                    + " 代理人联系电话:AGENT_PHONE 合同金额（元）:AMOUNT 签订日期:PAID_ON 实施地点:ADDRESS"),
    SERVICE_CONTRACTS(
            "yyyy/M/d",
            "",
            "服务项目:PROJECT 承接单位名称:COMPANY 社会信用代码:CREDIT_CODE 法人代表:LEGAL_REPRESENTATIVE"
                    + " 法人代表身份证号码:LEGAL_REPRESENTATIVE_ID 代理人姓名:AGENT 代理人身份证号码:AGENT_ID"
                    + " 代理人电话:AGENT_PHONE 合同价(元):AMOUNT 合同签订时间:PAID_ON 服务地点:ADDRESS");

    private final DateTimeFormatter dates;
    private final String addressStart;
    private final Map<Column, String> headers = new EnumMap<>(Column.class);
    private final List<Column> columns;

    Hand(String dates, String addressStart, String columns) {
        this.dates = DateTimeFormatter.ofPattern(dates);
        this.addressStart = addressStart;
        this.columns = List.of(columns.split(" ")).stream()
                .map(pair -> pair.split(":"))
                .map(pair -> {
                    var column = Column.valueOf(pair[1]);
                    headers.put(column, pair[0]);
                    return column;
                })
                .toList();
    }

    static final List<Hand> FOR_FUNDS = List.of(CIVIL_AFFAIRS, HOUSING, AGRICULTURE, TOWNSHIP_OFFICE, WATER);

    List<Column> columns() {
        return columns;
    }

    List<String> headers() {
        return columns.stream().map(column -> headers.getOrDefault(column, "")).toList();
    }

    String date(LocalDate day) {
        return dates.format(day);
    }

    /** An impossible day, in this hand. */
    String thirtiethOfFebruary(int year) {
        return switch (this) {
            case AGRICULTURE -> year + "年2月30日";
            case TOWNSHIP_OFFICE -> year + "0230";
            case HOUSING, SERVICE_CONTRACTS -> year + "/2/30";
            case CIVIL_AFFAIRS, WATER, BUILDING_CONTRACTS -> year + "-02-30";
        };
    }

    String address(Home home) {
        return addressStart + home.full().substring(Gazetteer.COUNTY_NAME.length());
    }

    /** True when addresses are written out as the household register prints them, so that they agree as they stand. */
    boolean writesFullAddresses() {
        return addressStart.equals(Gazetteer.COUNTY_NAME);
    }
}
