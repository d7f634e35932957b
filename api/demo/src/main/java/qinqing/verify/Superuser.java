package qinqing.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Whoever holds the machine: a superuser of the embedded database in a data directory, whom no policy binds. */
final class Superuser {

    private Superuser() {}

    /** Into the database of the server that runs on this data directory. */
    static Connection in(Path data) throws SQLException, IOException {
        return in(data, "qinqing");
    }

    static Connection in(Path data, String database) throws SQLException, IOException {
        var port = Files.readAllLines(data.resolve("postgresql/postmaster.pid"))
                .get(3)
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                "postgres",
                Files.readString(data.resolve("postgresql.password")).strip());
    }

    /** Every row of every table as text, as a dump has it. */
    static void dump(Connection connection, OutputStream out) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (var table : tables(connection)) {
            copy.copyOut("copy (select * from " + table + ") to stdout", out);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select format('%I.%I', table_schema, table_name) from information_schema.tables
                        where table_type = 'BASE TABLE' and table_schema not in ('information_schema', 'pg_catalog')
                        union all select 'pg_catalog.pg_stats'
                        """)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
