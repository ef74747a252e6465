package tarn.enrich;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds which of many short texts occur in another one, capitals aside, in one pass over it. In a literal {@code ^}
 * stands for the start of the searched text and {@code $} for its end. Immutable.
 *
 * <p>Each literal is filed under three neighbouring characters of it, the least usual ones it has, so that ordinary
 * texts rarely meet a literal that is then not there.
 */
final class LiteralIndex {
  private static final char START = '^';
  private static final char END = '$';
  private static final byte OTHER = 0x7f;
  private static final int GRAM = 3;
  private static final int SLOTS = 1 << 14;

  private final byte[][] literals;
  /** First literal of a slot plus one; 0 for none. */
  private final short[] first = new short[SLOTS];
  /** The next literal of the same slot plus one; 0 for none. */
  private final short[] next;
  /** Where in the literal its three characters begin. */
  private final byte[] offsets;
  /** First literal plus one of those of fewer than three characters that begin with a character; 0 for none. */
  private final short[] firstShort = new short[OTHER + 1];

  /**
   * @param literals of at least one character each, at most 32,000
   * @param usualText what ordinary texts are full of, as a hint
   */
  LiteralIndex(List<String> literals, String usualText) {
    this.literals = literals.stream().map(LiteralIndex::folded).toArray(byte[][]::new);
    this.next = new short[literals.size()];
    this.offsets = new byte[literals.size()];
    boolean[] usual = new boolean[SLOTS];
    byte[] text = bounded(usualText);
    for (int i = 0; i + GRAM <= text.length; i++) {
      usual[slot(text, i)] = true;
    }
    for (int id = 0; id < this.literals.length; id++) {
      byte[] literal = this.literals[id];
      if (literal.length < GRAM) {
        next[id] = firstShort[literal[0]];
        firstShort[literal[0]] = (short) (id + 1);
        continue;
      }
      int offset = 0;
      while (usual[slot(literal, offset)] && offset + GRAM < Math.min(literal.length, Byte.MAX_VALUE)) {
        offset++;
      }
      offsets[id] = (byte) (usual[slot(literal, offset)] ? 0 : offset);
      int slot = slot(literal, offsets[id]);
      next[id] = first[slot];
      first[slot] = (short) (id + 1);
    }
  }

  /**
   * Hands the numbers of the literals found to {@code found}, some perhaps more than once, until it answers true.
   *
   * @return true where it did
   */
  boolean anyMatch(String searched, IntPredicate found) {
    byte[] text = bounded(searched);
    for (int i = 0; i < text.length; i++) {
      if (firstShort[text[i]] != 0 && anyAt(text, i, firstShort[text[i]], found)) {
        return true;
      }
      int literal = i + GRAM <= text.length ? first[slot(text, i)] : 0;
      if (literal != 0 && anyAt(text, i, literal, found)) {
        return true;
      }
    }
    return false;
  }

  private boolean anyAt(byte[] text, int at, int chain, IntPredicate found) {
    for (int id = chain - 1; id >= 0; id = next[id] - 1) {
      if (isAt(text, at - offsets[id], literals[id]) && found.test(id)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] text, int from, byte[] literal) {
    if (from < 0 || from + literal.length > text.length) {
      return false;
    }
    for (int i = 0; i < literal.length; i++) {
      if (text[from + i] != literal[i]) {
        return false;
      }
    }
    return true;
  }

  private static int slot(byte[] text, int i) {
    return (text[i] * 31 * 31 + text[i + 1] * 31 + text[i + 2]) * 0x9E3779B1 >>> 18;
  }

  private static byte[] folded(String literal) {
    byte[] text = literal.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < text.length; i++) {
      text[i] = text[i] == START || text[i] == END ? text[i] : fold((char) text[i]);
    }
    return text;
  }

  /** The text in lower case between a start and an end sign; the same signs in it become others. */
  private static byte[] bounded(String searched) {
    int length = searched.length();
    byte[] text = new byte[length + 2];
    text[0] = START;
    for (int i = 0; i < length; i++) {
      text[i + 1] = fold(searched.charAt(i));
    }
    text[length + 1] = END;
    return text;
  }

  private static byte fold(char c) {
    if (c >= 'A' && c <= 'Z') {
      return (byte) (c + 32);
    }
    return c >= OTHER || c == START || c == END ? OTHER : (byte) c;
  }
}
