package qinqing.setting;

import java.util.Map;
import qinqing.deadline.Terms;

/** The settings of this county as they stand; what was not set has its default. Immutable. */
public final class CountySettings {
    private final Map<String, String> values;
    private final int version;
    private final Terms terms;

    CountySettings(Map<String, String> values, int version) {
        this.values = Map.copyOf(values);
        this.version = version;
        var own = Terms.defaults();
        for (var entry : values.entrySet()) {
            var key = Setting.term(entry.getKey());
            if (key.isPresent()) {
                own = own.with(key.get(), Integer.parseInt(entry.getValue()));
            }
        }
        this.terms = own;
    }

    /** How long each step may or must take here. */
    public Terms terms() {
        return terms;
    }

    /** Whether beneficiaries may be entered after the act, flagged as such (A24.1). */
    public boolean lateEntryAllowed() {
        return Boolean.parseBoolean(value(Setting.LATE_ENTRY));
    }

    /** Whether only non-universal funds and projects are compared (A24.4, A7.1). */
    public boolean nonUniversalOnly() {
        return Boolean.parseBoolean(value(Setting.NON_UNIVERSAL_ONLY));
    }

    /** After so many minutes without a heartbeat the display at an online site counts as interrupted (A10.2). */
    public int heartbeatMinutes() {
        return Integer.parseInt(value(Setting.HEARTBEAT));
    }

    int version() {
        return version;
    }

    String value(String key) {
        var set = values.get(key);
        return set != null ? set : Setting.find(key).map(Setting::defaultValue).orElseThrow();
    }
}
