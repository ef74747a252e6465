package tarn.aggregate;

/**
 * What is built from the cleaned files of a day and published as one, under one manifest.
 *
 * @param name {@link #CORE}, or the name of a table of the user's own
 * @param sqlVersion for people
 * @param sqlHash SHA-256 over all SQL that its tables depend on
 */
record Target(String name, String sqlVersion, String sqlHash) {
  /** The tables sessions, stats and events. */
  static final String CORE = "core";

  static Target core(SqlVersion sql) {
    return new Target(CORE, sql.name(), sql.hash());
  }
}
