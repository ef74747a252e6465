package tarn.enrich;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The three ids of a hit: SHA-256 over the secret salt of its day and what tells visitors apart. Every field is preceded
 * by its length, so that fields cannot run into each other. Not thread-safe.
 */
public final class VisitorIds {
  /**
   * @param pageView 64 hex digits
   * @param dailyPageView 64 hex digits
   * @param dailyVisitor 64 hex digits
   */
  public record Ids(String pageView, String dailyPageView, String dailyVisitor) {}

  private final Salts salts;
  private final Map<LocalDate, byte[]> saltByDay = new HashMap<>();
  private final MessageDigest digest;

  public VisitorIds(Salts salts) {
    this.salts = salts;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Absent texts count as empty ones.
   *
   * @param pageViewMillis the tracker's {@code pt} or {@code ts}: the time that names the page view
   */
  public Ids of(LocalDate day, String clientIp, String userAgent, String domain, String path, long pageViewMillis)
      throws SaltDestroyed {
    byte[] salt = saltByDay.get(day);
    if (salt == null) {
      salt = salts.salt(day);
      saltByDay.put(day, salt);
    }
    String date = day.toString();
    return new Ids(
        hash(salt, clientIp, userAgent, date, domain, path, Long.toString(pageViewMillis)),
        hash(salt, clientIp, userAgent, date, domain, path),
        hash(salt, clientIp, userAgent, date, domain));
  }

  private String hash(byte[] salt, String... fields) {
    digest.update(salt);
    for (String field : fields) {
      byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
      digest.update((byte) (bytes.length >>> 24));
      digest.update((byte) (bytes.length >>> 16));
      digest.update((byte) (bytes.length >>> 8));
      digest.update((byte) bytes.length);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
