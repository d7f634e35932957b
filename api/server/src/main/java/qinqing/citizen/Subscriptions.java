package qinqing.citizen;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.publicity.PublicAnswer;
import qinqing.publicity.PublicAnswers;
import qinqing.publicity.PublicFeed;

/** The newest notices for feed readers: Atom (RFC 4287) and JSON Feed 1.1 (A10.6). */
@ApplicationScoped
class Subscriptions {
    private static final int NEWEST = 50;
    private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

    private final PublicFeed feed;
    private final PublicAnswers answers;
    private final ObjectMapper json;
    private final String address;
    private final String title;

    Subscriptions(
            PublicFeed feed,
            PublicAnswers answers,
            ObjectMapper json,
            @ConfigProperty(name = "qinqing.public-address") String address,
            @ConfigProperty(name = "qinqing.county-name") String county) {
        this.feed = feed;
        this.answers = answers;
        this.json = json;
        this.address = address.replaceAll("/+$", "");
        this.title = county + "亲清公示";
    }

    record JsonFeed(
            String version,
            String title,
            @JsonProperty("home_page_url") String homePageUrl,
            @JsonProperty("feed_url") String feedUrl,
            String language,
            List<Item> items) {}

    record Item(
            String id,
            String url,
            String title,
            @JsonProperty("content_text") String contentText,
            @JsonProperty("date_published") OffsetDateTime datePublished,
            List<String> tags) {}

    Uni<PublicAnswer> atom(String name, PublicFeed.Wanted wanted) {
        return answers.get(name, () -> newest(wanted)
                .map(notices -> new PublicAnswer(
                        atom(notices).getBytes(StandardCharsets.UTF_8),
                        "application/atom+xml;charset=UTF-8",
                        answers.since())));
    }

    Uni<PublicAnswer> json(String name, PublicFeed.Wanted wanted) {
        return answers.get(name, () -> newest(wanted)
                .map(notices ->
                        new PublicAnswer(json(notices), "application/feed+json;charset=UTF-8", answers.since())));
    }

    private Uni<List<NoticeText>> newest(PublicFeed.Wanted wanted) {
        return feed.page(wanted, null, NEWEST)
                .map(page -> page.items().stream().map(NoticeText::new).toList());
    }

    private byte[] json(List<NoticeText> notices) {
        try {
            return json.writeValueAsBytes(new JsonFeed(
                    "https://jsonfeed.org/version/1.1",
                    title,
                    address + "/",
                    address + "/api/v1/public/feed.json",
                    "zh-CN",
                    notices.stream().map(this::item).toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a feed that is no JSON", e);
        }
    }

    private Item item(NoticeText notice) {
        return new Item(
                link(notice),
                link(notice),
                notice.title(),
                notice.summary(),
                notice.view().publishedAt(),
                List.of(notice.kindTitle(), notice.stateTitle()));
    }

    private String atom(List<NoticeText> notices) {
        var out = new StringWriter();
        try {
            var xml = XML.createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace("http://www.w3.org/2005/Atom");
            xml.writeAttribute("xml", XMLConstants.XML_NS_URI, "lang", "zh-CN");
            element(xml, "id", address + "/");
            element(xml, "title", title);
            element(xml, "updated", updated(notices).toString());
            link(xml, "self", address + "/api/v1/public/notices.atom");
            link(xml, "alternate", address + "/");
            for (var notice : notices) {
                entry(xml, notice);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a feed that is no XML", e);
        }
        return out.toString();
    }

    private void entry(XMLStreamWriter xml, NoticeText notice) throws XMLStreamException {
        var published = notice.view().publishedAt().toInstant().toString();
        xml.writeStartElement("entry");
        element(xml, "id", link(notice));
        element(xml, "title", notice.title());
        element(xml, "published", published);
        element(xml, "updated", published);
        link(xml, "alternate", link(notice));
        xml.writeStartElement("author");
        element(xml, "name", notice.unitName());
        xml.writeEndElement();
        xml.writeEmptyElement("category");
        xml.writeAttribute("term", notice.view().benefitKind().name());
        xml.writeAttribute("label", notice.kindTitle());
        element(xml, "summary", notice.summary());
        xml.writeEndElement();
    }

    private static Instant updated(List<NoticeText> notices) {
        return notices.stream()
                .map(notice -> notice.view().publishedAt().toInstant())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private String link(NoticeText notice) {
        return address + "/notices/" + notice.number();
    }

    private static void link(XMLStreamWriter xml, String relation, String target) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("href", target);
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", ""));
        xml.writeEndElement();
    }
}
