package tarn.lake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Hashes of content, and names that follow from it. */
public final class Sha256 {
  private Sha256() {}

  /** The 32 bytes of the hash. */
  public static byte[] of(byte[] content) {
    return of(digest -> digest.update(content));
  }

  /** 64 hex digits for a text in UTF-8. */
  public static String hex(String text) {
    return hex(digest -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** 64 hex digits for what {@code content} hands to the digest. */
  static String hex(Consumer<MessageDigest> content) {
    return HexFormat.of().formatHex(of(content));
  }

  private static byte[] of(Consumer<MessageDigest> content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      content.accept(digest);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
