package tarn.event;

/** The types a column of the lake can have: the article's, and how each engine spells them. */
public enum ColumnType {
  STRING("string", "varchar"),
  INT("int", "integer"),
  BIGINT("bigint", "bigint"),
  /** 32 bits in the tables, as in the article; the transform's JSON keeps the full precision of its source. */
  FLOAT("float", "float"),
  /** Microseconds in UTC. Parquet holds it as INT64 adjusted to UTC, views show it as a plain UTC timestamp. */
  TIMESTAMP("timestamp", "timestamp");

  private final String hiveName;
  private final String duckName;

  ColumnType(String hiveName, String duckName) {
    this.hiveName = hiveName;
    this.duckName = duckName;
  }

  /** The spelling of Hive, Glue, Athena and Spark. */
  public String hiveName() {
    return hiveName;
  }

  /** The spelling of DuckDB in a view. */
  public String duckName() {
    return duckName;
  }

  /** The spelling of DuckDB in a Parquet file that it writes. */
  public String parquetName() {
    return this == TIMESTAMP ? "timestamptz" : duckName;
  }
}
