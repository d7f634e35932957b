package qinqing.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the small workbooks that the server makes, such as the invitation codes. */
final class Workbook {

    private Workbook() {}

    /** The texts of the first sheet; a cell that is left out leaves its place empty. */
    static List<List<String>> rows(byte[] xlsx) throws IOException {
        Map<String, byte[]> parts = new HashMap<>();
        var file = Files.createTempFile("qinqing-", ".xlsx");
        try {
            Files.write(file, xlsx);
            try (var zip = new ZipFile(file.toFile())) { // by its directory: the sizes in between are written later
                for (var entry : Collections.list(zip.entries())) {
                    parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        } finally {
            Files.delete(file);
        }
        try {
            var shared = texts(parts.getOrDefault("xl/sharedStrings.xml", new byte[0]));
            return sheet(Scene.known(parts, "xl/worksheets/sheet1.xml"), shared);
        } catch (XMLStreamException e) {
            throw new IOException("no workbook", e);
        }
    }

    private static List<String> texts(byte[] xml) throws XMLStreamException {
        var texts = new ArrayList<String>();
        var text = new StringBuilder();
        for (var reader = reader(xml); reader.hasNext(); reader.next()) {
            if (reader.isStartElement() && reader.getLocalName().equals("t")) {
                text.append(reader.getElementText());
            }
            if (reader.isEndElement() && reader.getLocalName().equals("si")) {
                texts.add(text.toString());
                text.setLength(0);
            }
        }
        return texts;
    }

    private static List<List<String>> sheet(byte[] xml, List<String> shared) throws XMLStreamException {
        var rows = new ArrayList<List<String>>();
        var type = "";
        var column = 0;
        for (var reader = reader(xml); reader.hasNext(); reader.next()) {
            if (!reader.isStartElement()) {
                continue;
            }
            switch (reader.getLocalName()) {
                case "row" -> rows.add(new ArrayList<>());
                case "c" -> {
                    type = String.valueOf(reader.getAttributeValue(null, "t"));
                    column = reader.getAttributeValue(null, "r").charAt(0) - 'A';
                }
                case "v", "t" -> {
                    var value = reader.getElementText();
                    var row = rows.getLast();
                    while (row.size() < column) {
                        row.add("");
                    }
                    row.add(type.equals("s") ? shared.get(Integer.parseInt(value)) : value);
                }
                default -> {}
            }
        }
        return rows;
    }

    private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(
                new ByteArrayInputStream(xml.length == 0 ? "<none/>".getBytes(StandardCharsets.UTF_8) : xml));
    }
}
