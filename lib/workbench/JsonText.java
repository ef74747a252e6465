package tarn.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.duckdb.DuckDBStruct;

/**
 * Lists, structs and maps as JSON: numbers and truth values as they are, all else as text, moments in UTC.
 *
 * <p>The driver has timestamps inside of these in the time zone of the JVM, so one that falls into the hour which daylight
 * saving skips there would be moved. Notebooks run in UTC, where there is none.
 */
final class JsonText {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonText() {}

  /** @param value as the driver gives it */
  static String of(Object value) throws SQLException {
    return node(value).toString();
  }

  private static JsonNode node(Object value) throws SQLException {
    if (value == null) {
      return JSON.nullNode();
    } else if (value instanceof Array list) {
      ArrayNode node = JSON.arrayNode();
      for (Object element : (Object[]) list.getArray()) {
        node.add(node(element));
      }
      return node;
    } else if (value instanceof DuckDBStruct struct) {
      return node(struct.getMap());
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode node = JSON.objectNode();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        node.set(key(entry.getKey()), node(entry.getValue()));
      }
      return node;
    } else if (value instanceof Boolean truth) {
      return JSON.booleanNode(truth);
    } else if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
      return JSON.numberNode(((Number) value).longValue());
    } else if (value instanceof BigInteger number) {
      return JSON.numberNode(number);
    } else if (value instanceof BigDecimal number) {
      return DecimalNode.valueOf(number);
    } else if (value instanceof Float number && Float.isFinite(number)) {
      return JSON.numberNode(number);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      return JSON.numberNode(number);
    }
    return JSON.textNode(text(value));
  }

  private static String key(Object key) throws SQLException {
    JsonNode node = node(key);
    return node.isTextual() ? node.textValue() : node.toString();
  }

  private static String text(Object value) throws SQLException {
    if (value instanceof Timestamp moment) {
      return moment.toLocalDateTime().toString();
    } else if (value instanceof OffsetDateTime moment) {
      return moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime().toString();
    } else if (value instanceof Blob bytes) {
      return bytes(bytes.getBytes(1, Math.toIntExact(bytes.length())));
    }
    return value.toString();
  }

  /** Bytes as DuckDB spells them: printable ASCII as it is, the rest as {@code \xAB}. */
  private static String bytes(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
      if (c >= ' ' && c <= '~' && c != '\\' && c != '\'' && c != '"') {
        text.append(c);
      } else {
        text.append(String.format("\\x%02X", (int) c));
      }
    }
    return text.toString();
  }
}
