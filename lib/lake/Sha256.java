package tarn.lake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Names that follow from content. */
public final class Sha256 {
  private Sha256() {}

  /** 64 hex digits for a text in UTF-8. */
  public static String hex(String text) {
    return hex(digest -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** 64 hex digits for what {@code content} hands to the digest. */
  static String hex(Consumer<MessageDigest> content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      content.accept(digest);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
