package tarn.aggregate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tarn.enrich.AllowList;
import tarn.event.PixelOptions;
import tarn.lake.Ingest;
import tarn.lake.IngestResult;
import tarn.lake.Lake;

/** A real lake in a temporary folder, filled with lines of which a test names only the parts it is about. */
public final class SmallLake {
  public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final Lake lake;
  private final StringBuilder lines = new StringBuilder();

  public SmallLake(Path folder) {
    this(Lake.openOrCreate(folder));
  }

  public SmallLake(Lake lake) {
    this.lake = lake;
  }

  public Lake lake() {
    return lake;
  }

  /** A file or folder of the lake on this machine. */
  public Path local(String path) {
    return lake.store().local(path);
  }

  /** Adds a page view at noon plus {@code millis}. */
  public SmallLake view(String visitor, long millis, String path) {
    return line(visitor, millis, "t=pv&pa=" + path.replace("/", "%252F"));
  }

  public SmallLake event(String visitor, long millis, String name) {
    return line(visitor, millis, "t=tr&pa=%252F&en=" + name);
  }

  public SmallLake line(String visitor, long millis, String keys) {
    long time = NOON.toEpochMilli() + millis;
    lines.append(String.join("\t", time / 1000 + "." + String.format("%03d", time % 1000), visitor, "200", "/hello.gif", "1", "HAM50-P2",
        "0.001", "Mozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:140.0)%20Gecko/20100101%20Firefox/140.0", "-",
        keys + "&hn=example.com&ts=" + time, "Hit", "1")).append('\n');
    return this;
  }

  public String lines() {
    return lines.toString();
  }

  /** Forgets the lines that were added since the last ingest. */
  public void clear() {
    lines.setLength(0);
  }

  public SmallLake ingest() throws Exception {
    ingest(lines.toString(), false);
    clear();
    return this;
  }

  public IngestResult ingest(String text, boolean again) throws Exception {
    return ingest(text.getBytes(StandardCharsets.UTF_8), again);
  }

  public IngestResult ingest(byte[] bytes, boolean again) throws Exception {
    try (Ingest ingest = new Ingest(lake, new PixelOptions(AllowList.everything()), null, again, Clock.systemUTC())) {
      return ingest.ingest("test.log", new ByteArrayInputStream(bytes));
    }
  }

  public SmallLake aggregate() throws Exception {
    Aggregation aggregation = new Aggregation(lake, Clock.systemUTC());
    aggregation.build(aggregation.stale(), day -> {});
    return this;
  }

  /** Rows as text, values separated by commas. */
  public List<String> query(String sql) throws Exception {
    try (ReadOnlyLake readOnly = new ReadOnlyLake(lake); ResultSet rows = readOnly.query(sql)) {
      return texts(rows);
    }
  }

  /** The same on any connection, the lake's own or not. */
  public static List<String> query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
      return texts(rows);
    }
  }

  private static List<String> texts(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<String> result = new ArrayList<>();
    while (rows.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        values.add(rows.getString(i));
      }
      result.add(String.join(",", values.stream().map(String::valueOf).toList()));
    }
    return result;
  }
}
