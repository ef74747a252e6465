package tarn.enrich;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = new byte[0];

  private final Salts salts;
  private final Map<LocalDate, byte[]> saltByDay = new HashMap<>();
  private final Set<LocalDate> destroyed = new HashSet<>();
  private final MessageDigest digest;
  private final byte[] length = new byte[4];

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
    byte[] salt = salt(day);
    // Each id is made of the fields of the one before and one more, so the hash goes on from there.
    digest.update(salt);
    add(clientIp);
    add(userAgent);
    add(day.toString());
    add(domain);
    String dailyVisitor = idSoFar();
    add(path);
    String dailyPageView = idSoFar();
    add(Long.toString(pageViewMillis));
    return new Ids(hex(digest.digest()), dailyPageView, dailyVisitor);
  }

  /** Asked for once a day: where salts come from may be far away. */
  private byte[] salt(LocalDate day) throws SaltDestroyed {
    byte[] salt = saltByDay.get(day);
    if (salt == null) {
      if (destroyed.contains(day)) {
        throw new SaltDestroyed();
      }
      try {
        salt = salts.salt(day);
      } catch (SaltDestroyed gone) {
        destroyed.add(day);
        throw gone;
      }
      saltByDay.put(day, salt);
    }
    return salt;
  }

  private void add(String field) {
    byte[] bytes = field == null ? NOTHING : field.getBytes(StandardCharsets.UTF_8);
    length[0] = (byte) (bytes.length >>> 24);
    length[1] = (byte) (bytes.length >>> 16);
    length[2] = (byte) (bytes.length >>> 8);
    length[3] = (byte) bytes.length;
    digest.update(length);
    digest.update(bytes);
  }

  private static String hex(byte[] bytes) {
    byte[] digits = new byte[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      digits[2 * i] = HEX[bytes[i] >> 4 & 0xf];
      digits[2 * i + 1] = HEX[bytes[i] & 0xf];
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  private String idSoFar() {
    try {
      return hex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of every Java platform can be cloned", e);
    }
  }
}
