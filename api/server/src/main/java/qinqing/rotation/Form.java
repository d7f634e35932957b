package qinqing.rotation;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import qinqing.kernel.Address;
import qinqing.kernel.IdNumber;
import qinqing.kernel.InvalidValue;
import qinqing.kernel.Phone;
import qinqing.kernel.PrintedId;

/** The one written form of a value that its token is made of, read from what was sealed. */
enum Form {
    ID_NUMBER {
        @Override
        Optional<String> of(String sealed, LocalDate today) {
            return idNumber(sealed, today).map(IdNumber::value);
        }
    },
    BIRTH_DATE {
        @Override
        Optional<String> of(String sealed, LocalDate today) {
            return idNumber(sealed, today).map(number -> number.birthDate().toString());
        }
    },
    PHONE {
        @Override
        Optional<String> of(String sealed, LocalDate today) {
            try {
                return Optional.of(Phone.of(sealed).value());
            } catch (InvalidValue notOne) {
                return Optional.empty();
            }
        }
    },
    ADDRESS {
        @Override
        Optional<String> of(String sealed, LocalDate today) {
            try {
                return Optional.of(new Address(sealed).key()).filter(key -> !key.isEmpty());
            } catch (InvalidValue notOne) {
                return Optional.empty();
            }
        }
    },
    /** Of a person who was written down as a form. */
    ID_NUMBER_IN_DOCUMENT {
        @Override
        Optional<String> of(String sealed, LocalDate today) {
            var found = IN_DOCUMENT.matcher(sealed);
            return found.find() ? idNumber(found.group(1), today).map(IdNumber::value) : Optional.empty();
        }
    };

    private static final Pattern IN_DOCUMENT = Pattern.compile("\"idNumber\"\\s*:\\s*\"([0-9X]{18})\"");

    abstract Optional<String> of(String sealed, LocalDate today);

    private static Optional<IdNumber> idNumber(String sealed, LocalDate today) {
        return PrintedId.read(sealed, today) instanceof PrintedId.Valid(var number)
                ? Optional.of(number)
                : Optional.empty();
    }
}
