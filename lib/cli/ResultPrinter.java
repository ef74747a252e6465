package tarn.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Prints what a query returned. */
public enum ResultPrinter {
  /** Columns for the eye, control characters escaped. */
  TABLE {
    @Override
    public void print(ResultSet rows, PrintStream out) throws SQLException {
      ResultSetMetaData meta = rows.getMetaData();
      List<String> headers = new ArrayList<>();
      List<Boolean> right = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        headers.add(TextTable.escape(meta.getColumnLabel(i)));
        right.add(isNumber(meta.getColumnType(i), meta.getColumnTypeName(i)));
      }
      List<List<String>> table = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= headers.size(); i++) {
          String value = rows.getString(i);
          row.add(value == null ? "" : TextTable.escape(value));
        }
        table.add(row);
      }
      out.println(TextTable.of(headers, right, table));
      out.printf(java.util.Locale.ROOT, "%,d %s%n", table.size(), table.size() == 1 ? "row" : "rows");
    }
  },
  /** RFC 4180 with a header line; null is an empty field. */
  CSV {
    @Override
    public void print(ResultSet rows, PrintStream out) throws SQLException, IOException {
      CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
      ResultSetMetaData meta = rows.getMetaData();
      List<String> line = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        line.add(meta.getColumnLabel(i));
      }
      printer.printRecord(line);
      while (rows.next()) {
        line.clear();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          line.add(rows.getString(i));
        }
        printer.printRecord(line);
      }
      printer.flush();
    }
  },
  /** One array of objects; numbers stay numbers, all else is text or null. */
  JSON {
    @Override
    public void print(ResultSet rows, PrintStream out) throws SQLException, IOException {
      ResultSetMetaData meta = rows.getMetaData();
      JsonGenerator json = new ObjectMapper().createGenerator(out).useDefaultPrettyPrinter();
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartArray();
      while (rows.next()) {
        json.writeStartObject();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          json.writeFieldName(meta.getColumnLabel(i));
          String value = rows.getString(i);
          if (value == null) {
            json.writeNull();
          } else if (isNumber(meta.getColumnType(i), meta.getColumnTypeName(i)) && value.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")) {
            json.writeNumber(value);
          } else if (meta.getColumnType(i) == Types.BOOLEAN) {
            json.writeBoolean(Boolean.parseBoolean(value));
          } else {
            json.writeString(value);
          }
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.close();
      out.println();
    }
  };

  public abstract void print(ResultSet rows, PrintStream out) throws SQLException, IOException;

  private static boolean isNumber(int type, String name) {
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.FLOAT, Types.REAL, Types.DOUBLE, Types.DECIMAL,
          Types.NUMERIC -> true;
      default -> name != null && (name.endsWith("HUGEINT") || name.startsWith("U") && name.endsWith("INT") || name.endsWith("INTEGER"));
    };
  }
}
