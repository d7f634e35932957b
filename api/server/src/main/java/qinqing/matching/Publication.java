package qinqing.matching;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import qinqing.linkage.Band;

/**
 * Makes the staged hits of an attempt visible in one transaction. Decided hits stay decided; open ones that no longer hold are
 * closed. Runs may overlap: a hit is written only while its relative and row still stand, and closed only by a run that looked
 * later than whoever saw it last.
 */
final class Publication {
    private static final String UPSERT = """
            with standing as (
                select distinct on (s.beneficiary_id, s.official_id, s.relative_name_key, s.kinship) s.*
                  from staged_hit s
                  join beneficiary b on b.id = s.beneficiary_id and b.endorsed
                  left join relative r on r.id = s.relative_id
                  join official o on o.id = s.official_id
                 where s.run_id = ? and s.attempt = ?
                   and case s.source when 'DECLARED' then r.in_force else o.status = 'ACTIVE' end
                 -- two entries of one name and kinship in one declaration are one hit: the likelier one
                 order by s.beneficiary_id, s.official_id, s.relative_name_key, s.kinship, s.probability desc, s.relative_id),
            written as (
                insert into match (id, county_code, unit_id, run_id, source, beneficiary_id, relative_id, official_id,
                                   official_unit_id, programme_id, relative_name_key, kinship, band, probability, evidence,
                                   sentence, own_sphere, sphere, status, seen_at, created_at)
                select s.match_id, m.county_code, s.unit_id, s.run_id, s.source, s.beneficiary_id, s.relative_id, s.official_id,
                       s.official_unit_id, s.programme_id, s.relative_name_key, s.kinship, s.band, s.probability, s.evidence,
                       s.sentence, s.sphere is not null, s.sphere, 'OPEN', ?, ?
                  from standing s join matching_run m on m.id = s.run_id
                 order by s.beneficiary_id, s.official_id, s.relative_name_key, s.kinship -- one order for all runs: no deadlock
                on conflict on constraint one_hit_per_relative do update
                set run_id = excluded.run_id, relative_id = excluded.relative_id, band = excluded.band,
                    probability = excluded.probability, evidence = excluded.evidence, sentence = excluded.sentence,
                    seen_at = excluded.seen_at, unit_id = excluded.unit_id,
                    status = case match.status when 'CLOSED' then 'OPEN' else match.status end,
                    version = match.version + 1
                where match.seen_at <= excluded.seen_at and match.source = excluded.source
                returning xmax = 0 as is_new)
            select count(*) filter (where is_new) from written
            """;

    private static final String CLOSE = """
            with gone as (
                select m.id from match m
                 where m.status = 'OPEN' and m.source in ('DECLARED', 'SELF') and m.seen_at < ? and %s
                   and not exists (select from staged_hit s where s.run_id = ? and s.attempt = ?
                                      and s.beneficiary_id = m.beneficiary_id and s.official_id = m.official_id
                                      and s.relative_name_key = m.relative_name_key and s.kinship = m.kinship)
                 order by m.beneficiary_id, m.official_id, m.relative_name_key, m.kinship for update)
            update match m set status = 'CLOSED', run_id = ?, seen_at = ?, version = m.version + 1 from gone where gone.id = m.id
            """;
    private static final String CLOSE_IN_COUNTY = CLOSE.formatted("?::uuid is null");
    private static final String CLOSE_IN_UNIT = CLOSE.formatted("""
                    exists (select from unit u join official o on o.id = m.official_id
                             where u.id in (m.unit_id, o.unit_id) and u.ancestors @> array[?::uuid])""");
    private static final String CLOSE_IN_BATCH =
            CLOSE.formatted("m.beneficiary_id in (select id from beneficiary where batch_id = ?)");
    private static final String CLOSE_OF_DECLARANT = CLOSE.formatted("m.official_id = any(?)");

    private static final String COUNTED = """
            update matching_run
               set model_version = ?, relatives = ?, beneficiaries = ?, candidate_pairs = ?, certain_hits = ?, probable_hits = ?,
                   possible_hits = ?, new_matches = ?, published_at = ?, version = version + 1
             where id = ?
            """;

    private final Clock clock;

    Publication(Clock clock) {
        this.clock = clock;
    }

    void publish(Connection transaction, RunMatching.Compared compared) throws SQLException {
        int fresh = upsert(transaction, compared);
        close(transaction, compared);
        count(transaction, compared, fresh);
        StagedHits.clear(transaction, compared.run());
    }

    private int upsert(Connection transaction, RunMatching.Compared compared) throws SQLException {
        try (var statement = transaction.prepareStatement(UPSERT)) {
            statement.setObject(1, compared.run());
            statement.setInt(2, compared.attempt());
            statement.setObject(3, compared.lookedAt());
            statement.setObject(4, OffsetDateTime.now(clock));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void close(Connection transaction, RunMatching.Compared compared) throws SQLException {
        var sql =
                switch (compared.scope()) {
                    case COUNTY -> CLOSE_IN_COUNTY;
                    case UNIT -> CLOSE_IN_UNIT;
                    case BATCH -> CLOSE_IN_BATCH;
                    case DECLARANT -> CLOSE_OF_DECLARANT;
                };
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setObject(1, compared.lookedAt());
            if (compared.scope() == RunScope.DECLARANT) {
                statement.setArray(
                        2,
                        transaction.createArrayOf("uuid", compared.declarants().toArray()));
            } else {
                statement.setObject(2, compared.subject(), java.sql.Types.OTHER);
            }
            statement.setObject(3, compared.run());
            statement.setInt(4, compared.attempt());
            statement.setObject(5, compared.run());
            statement.setObject(6, compared.lookedAt());
            statement.executeUpdate();
        }
    }

    private void count(Connection transaction, RunMatching.Compared compared, int fresh) throws SQLException {
        try (var statement = transaction.prepareStatement(COUNTED)) {
            statement.setString(1, compared.model());
            statement.setLong(2, compared.relatives());
            statement.setLong(3, compared.rows());
            statement.setLong(4, compared.pairs());
            statement.setInt(5, compared.hits().getOrDefault(Band.CERTAIN, 0));
            statement.setInt(6, compared.hits().getOrDefault(Band.PROBABLE, 0));
            statement.setInt(7, compared.hits().getOrDefault(Band.POSSIBLE, 0));
            statement.setInt(8, fresh);
            statement.setObject(9, OffsetDateTime.now(clock));
            statement.setObject(10, compared.run());
            statement.executeUpdate();
        }
    }
}
