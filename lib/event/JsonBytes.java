package tarn.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON as UTF-8 bytes in an array that grows: texts are quoted as Jackson quotes them. */
final class JsonBytes {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long HIGH_BITS = EACH_BYTE << 7;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int length;

  JsonBytes(int expectedLength) {
    bytes = new byte[expectedLength];
  }

  /** Begins anew, in the same array. */
  JsonBytes clear() {
    length = 0;
    return this;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Appends what is JSON already. */
  JsonBytes raw(byte[] json) {
    need(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
    return this;
  }

  /** Appends digits, signs and the like: ASCII that needs no quotes. */
  JsonBytes ascii(String text) {
    need(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  JsonBytes ascii(char sign) {
    need(1);
    bytes[length++] = (byte) sign;
    return this;
  }

  JsonBytes number(int number) {
    return number < 0 || number > 999_999_999 ? ascii(Integer.toString(number)) : digits(number, decimals(number));
  }

  private static int decimals(int number) {
    int count = 1;
    for (int rest = number; rest > 9; rest /= 10) {
      count++;
    }
    return count;
  }

  /** Appends a number with leading zeros. */
  JsonBytes digits(int number, int digits) {
    need(digits);
    int rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  JsonBytes quoted(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    int to = nextSpecial(plain, 0);
    // A control character takes six bytes.
    need(2L + to + 6L * (plain.length - to));
    bytes[length++] = '"';
    int from = 0;
    while (true) {
      System.arraycopy(plain, from, bytes, length, to - from);
      length += to - from;
      if (to == plain.length) {
        break;
      }
      escape(plain[to]);
      from = to + 1;
      to = nextSpecial(plain, from);
    }
    bytes[length++] = '"';
    return this;
  }

  /** The index of the next byte that JSON does not take as it is; the length where there is none. */
  private static int nextSpecial(byte[] text, int from) {
    int i = from;
    for (; i + Long.BYTES <= text.length; i += Long.BYTES) {
      long eight = (long) LONGS.get(text, i);
      // Sets the high bit of the first special byte at least: what is subtracted makes it negative and no byte before it.
      long special = (eight - EACH_BYTE * ' ' | (eight ^ EACH_BYTE * '"') - EACH_BYTE | (eight ^ EACH_BYTE * '\\') - EACH_BYTE)
          & ~eight & HIGH_BITS;
      if (special != 0) {
        return i + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
    }
    while (i < text.length && !isSpecial(text[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpecial(byte b) {
    return b >= 0 && b < 0x20 || b == '"' || b == '\\';
  }

  private void escape(byte b) {
    bytes[length++] = '\\';
    switch (b) {
      case '"', '\\' -> bytes[length++] = b;
      case '\b' -> bytes[length++] = 'b';
      case '\t' -> bytes[length++] = 't';
      case '\n' -> bytes[length++] = 'n';
      case '\f' -> bytes[length++] = 'f';
      case '\r' -> bytes[length++] = 'r';
      default -> {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[b >> 4];
        bytes[length++] = HEX[b & 0xf];
      }
    }
  }

  private void need(long more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(length + more, 2L * bytes.length)));
    }
  }
}
