package tarn.workbench.report;

import com.fasterxml.jackson.annotation.JsonKey;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What traffic can be split and filtered by: the columns of stats that are no numbers. Only these names get into SQL. */
public enum Dimension {
  CHANNEL("channel"),
  SOURCE("referrer_domain_name"),
  COUNTRY("viewer_country_code"),
  EDGE_COUNTRY("edge_country"),
  EDGE_CITY("edge_city"),
  DEVICE("device_type"),
  VENDOR("device_vendor"),
  BROWSER("browser_name"),
  OPERATING_SYSTEM("browser_os_name"),
  UTM_SOURCE("utm_source"),
  UTM_MEDIUM("utm_medium"),
  UTM_CAMPAIGN("utm_campaign"),
  UTM_CONTENT("utm_content"),
  UTM_TERM("utm_term"),
  PAGE("request_path");

  private final String column;

  Dimension(String column) {
    this.column = column;
  }

  /** The name in the tables, as {@code docs/tables.md} explains it. */
  @JsonKey
  @JsonValue
  public String column() {
    return column;
  }

  /** The dimension of a column; empty where there is none. */
  public static Optional<Dimension> ofColumn(String column) {
    return Arrays.stream(values()).filter(dimension -> dimension.column.equals(column)).findFirst();
  }
}
