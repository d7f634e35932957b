package qinqing.linkage;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.linkage.BeneficiaryRecord.IdState;
import qinqing.linkage.BeneficiaryRecord.Role;

/** Invented people. A record starts with nothing but a name; each method adds one field. */
final class People {

    private People() {}

    static Token token(long value) {
        return new Token(1, value * 0x9e3779b97f4a7c15L, value);
    }

    static Token date(String date) {
        return token(LocalDate.parse(date).toEpochDay());
    }

    static UUID uuid(long value) {
        return new UUID(value << 40, value);
    }

    record Declared(RelativeRecord record) {

        static Declared named(String name) {
            return new Declared(
                    new RelativeRecord(uuid(1), name, null, null, null, null, null, null, "SPOUSE", null, null));
        }

        Declared id(long id) {
            return with(token(id), record.phoneToken(), record.addressToken(), record.villageCode());
        }

        Declared phone(long phone) {
            return with(record.personToken(), token(phone), record.addressToken(), record.villageCode());
        }

        Declared address(long address) {
            return with(record.personToken(), record.phoneToken(), token(address), record.villageCode());
        }

        Declared village(String code) {
            return with(record.personToken(), record.phoneToken(), record.addressToken(), code);
        }

        Declared born(String date, Sex sex) {
            return new Declared(new RelativeRecord(
                    record.id(),
                    record.nameKey(),
                    record.personToken(),
                    record.phoneToken(),
                    record.addressToken(),
                    record.villageCode(),
                    date(date),
                    sex,
                    record.kinship(),
                    record.employer(),
                    null));
        }

        Declared employer(String employer) {
            return new Declared(new RelativeRecord(
                    record.id(),
                    record.nameKey(),
                    record.personToken(),
                    record.phoneToken(),
                    record.addressToken(),
                    record.villageCode(),
                    record.birthToken(),
                    record.sex(),
                    record.kinship(),
                    employer,
                    null));
        }

        private Declared with(
                @Nullable Token person, @Nullable Token phone, @Nullable Token address, @Nullable String village) {
            return new Declared(new RelativeRecord(
                    record.id(),
                    record.nameKey(),
                    person,
                    phone,
                    address,
                    village,
                    record.birthToken(),
                    record.sex(),
                    record.kinship(),
                    record.employer(),
                    null));
        }
    }

    record Listed(BeneficiaryRecord record) {

        static Listed named(@Nullable String name) {
            return new Listed(new BeneficiaryRecord(
                    uuid(2), Role.NATURAL_PERSON, name, IdState.ABSENT, null, null, null, null, null, null, null));
        }

        Listed as(Role role) {
            return with(role, record.idState(), record.personToken(), record.phoneToken(), record.addressToken());
        }

        Listed id(long id) {
            return with(record.role(), IdState.VALID, token(id), record.phoneToken(), record.addressToken());
        }

        Listed id(IdState unusable) {
            return with(record.role(), unusable, null, record.phoneToken(), record.addressToken());
        }

        Listed phone(long phone) {
            return with(record.role(), record.idState(), record.personToken(), token(phone), record.addressToken());
        }

        Listed address(long address) {
            return with(record.role(), record.idState(), record.personToken(), record.phoneToken(), token(address));
        }

        Listed village(String code) {
            return rest(code, record.birthToken(), record.sex(), record.employer());
        }

        Listed born(String date, Sex sex) {
            return rest(record.villageCode(), date(date), sex, record.employer());
        }

        Listed employer(String employer) {
            return rest(record.villageCode(), record.birthToken(), record.sex(), employer);
        }

        private Listed with(
                Role role, IdState state, @Nullable Token person, @Nullable Token phone, @Nullable Token address) {
            return new Listed(new BeneficiaryRecord(
                    record.rowId(),
                    role,
                    record.nameKey(),
                    state,
                    person,
                    phone,
                    address,
                    record.villageCode(),
                    record.birthToken(),
                    record.sex(),
                    record.employer()));
        }

        private Listed rest(
                @Nullable String village, @Nullable Token born, @Nullable Sex sex, @Nullable String employer) {
            return new Listed(new BeneficiaryRecord(
                    record.rowId(),
                    record.role(),
                    record.nameKey(),
                    record.idState(),
                    record.personToken(),
                    record.phoneToken(),
                    record.addressToken(),
                    village,
                    born,
                    sex,
                    employer));
        }
    }
}
