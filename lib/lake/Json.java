package tarn.lake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The small JSON files of the lake: ledger, salts, manifests. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper()
      .enable(SerializationFeature.INDENT_OUTPUT)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Json() {}

  /** What a file of the lake holds; null where it is not there. */
  public static <T> T read(Lake lake, String path, Class<T> type) {
    Store.Content content = lake.store().read(path);
    return content == null ? null : parse(lake, path, content, type);
  }

  /** What the files with these paths hold, in their order, without those that are not there. */
  public static <T> List<T> read(Lake lake, Collection<String> paths, Class<T> type) {
    List<T> values = new ArrayList<>();
    lake.store().read(paths).forEach((path, content) -> values.add(parse(lake, path, content, type)));
    return values;
  }

  /** What the files with this prefix hold, in the order of their paths. */
  public static <T> List<T> readAll(Lake lake, String prefix, Class<T> type) {
    return read(lake, lake.store().list(prefix).stream().map(LakeFile::path).toList(), type);
  }

  static <T> T parse(Lake lake, String path, Store.Content content, Class<T> type) {
    try {
      return MAPPER.readValue(content.bytes(), type);
    } catch (IOException e) {
      throw new LakeException("cannot read " + path + " of " + lake + " (" + e.getMessage().lines().findFirst().orElse("")
          + "): restore it or delete it", e);
    }
  }

  /** Reads a text that this class wrote. */
  static <T> T parse(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The same on one line. */
  static String text(Object value) {
    try {
      return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
