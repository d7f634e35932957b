package qinqing.spreadsheet;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import qinqing.spreadsheet.SpreadsheetException.Fault;

/** A StAX reader without DTDs and outside entities, which refuses depth that no spreadsheet has. */
final class SafeXml implements AutoCloseable {
    private static final int DEEPEST = 64;
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    private int depth;

    SafeXml(InputStream in) throws XMLStreamException {
        this.reader = FACTORY.createXMLStreamReader(in);
    }

    private static XMLInputFactory factory() {
        var factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    /** Goes to the next event; false at the end of the document. */
    boolean next() throws XMLStreamException {
        if (!reader.hasNext()) {
            return false;
        }
        switch (reader.next()) {
            case XMLStreamConstants.START_ELEMENT -> {
                if (++depth > DEEPEST) {
                    throw new SpreadsheetException(Fault.DAMAGED);
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD -> throw new SpreadsheetException(Fault.DAMAGED);
            default -> {}
        }
        return true;
    }

    int kind() {
        return reader.getEventType();
    }

    boolean isStart(String name) {
        return kind() == XMLStreamConstants.START_ELEMENT && isNamed(name);
    }

    boolean isEnd(String name) {
        return kind() == XMLStreamConstants.END_ELEMENT && isNamed(name);
    }

    boolean isNamed(String name) {
        return reader.getLocalName().equals(name);
    }

    @Nullable
    String attribute(String name) {
        return reader.getAttributeValue(null, name);
    }

    /** The {@code id} of a relationship, whatever namespace this dialect of the format uses. */
    @Nullable
    String relationId() {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            var namespace = reader.getAttributeNamespace(i);
            if (reader.getAttributeLocalName(i).equals("id") && namespace != null && !namespace.isEmpty()) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    /** Adds the text of the present element and goes to its end; what exceeds {@code most} characters is dropped. */
    void appendText(StringBuilder to, int most) throws XMLStreamException {
        int from = depth;
        while (next() && depth >= from) {
            if (kind() == XMLStreamConstants.CHARACTERS || kind() == XMLStreamConstants.CDATA) {
                int room = most - to.length();
                if (room > 0) {
                    to.append(
                            reader.getTextCharacters(), reader.getTextStart(), Math.min(room, reader.getTextLength()));
                }
            }
        }
    }

    @Override
    public void close() throws XMLStreamException {
        reader.close();
    }
}
