package tarn.lake;

import java.math.BigInteger;
import java.util.Collection;

/**
 * Stands for a set of files, whatever their order: the sum of a 128-bit hash of each. A sum can be taken over parts, so
 * a file merged out of others can carry the sum of theirs in its name, and the set as a whole keeps its fingerprint.
 *
 * @param sum 0 to 2^128 - 1
 */
public record Fingerprint(BigInteger sum) {
  /** The fingerprint of no files. */
  public static final Fingerprint NONE = new Fingerprint(BigInteger.ZERO);

  private static final int HEX_DIGITS = 32;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(4 * HEX_DIGITS);

  /** The fingerprint of one file that is told apart from others by {@code identity}. */
  static Fingerprint of(String identity) {
    return new Fingerprint(new BigInteger(Sha256.hex(identity).substring(0, HEX_DIGITS), 16));
  }

  /** The fingerprint of several sets of files together. */
  public static Fingerprint sum(Collection<Fingerprint> parts) {
    return parts.stream().reduce(NONE, Fingerprint::plus);
  }

  /** Reads what {@link #toString} wrote. */
  static Fingerprint parse(String hex) {
    return new Fingerprint(new BigInteger(hex, 16));
  }

  private Fingerprint plus(Fingerprint other) {
    return new Fingerprint(sum.add(other.sum).mod(MODULUS));
  }

  /** 32 hex digits. */
  @Override
  public String toString() {
    String hex = sum.toString(16);
    return "0".repeat(HEX_DIGITS - hex.length()) + hex;
  }
}
