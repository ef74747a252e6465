package tarn.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip and gives every byte that can be unpacked before it says that the rest is damaged. The JDK's own stream
 * loses what it unpacked in the same step as the damage, and takes rubbish between two members for the end.
 */
final class GzipInput extends InputStream {
  static final int MAGIC_FIRST = 0x1f;
  static final int MAGIC_SECOND = 0x8b;

  private static final int DEFLATE = 8;
  private static final int HAS_HEADER_CHECKSUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int TIME_FLAGS_AND_SYSTEM_LENGTH = 6;

  private static final String TOO_SHORT =
      "The gzip data breaks off before its end; all before that was read, get the file again for the rest.";
  private static final String BROKEN =
      "The gzip data is damaged; all before the damage was read, get the file again for the rest.";
  private static final String WRONG_CHECKSUM =
      "The gzip data does not match its own checksum, so what was read may be wrong: get the file again.";

  private final InputStream source;
  private final byte[] packed = new byte[64 * 1024];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private int position;
  private int end;
  private boolean insideMember;
  private DamagedInput damage;

  GzipInput(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (damage == null) {
      if (!insideMember && !startMember()) {
        return -1;
      }
      int count = inflate(target, offset, length);
      if (count > 0) {
        checksum.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsInput()) {
        feed();
      }
    }
    throw damage;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    source.close();
  }

  private int inflate(byte[] target, int offset, int length) {
    long before = inflater.getBytesWritten();
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException broken) {
      damage = new DamagedInput(BROKEN);
      return (int) (inflater.getBytesWritten() - before);
    }
  }

  private void feed() throws IOException {
    end = Math.max(0, source.read(packed));
    position = end;
    if (end == 0) {
      throw damaged(TOO_SHORT);
    }
    inflater.setInput(packed, 0, end);
  }

  private boolean startMember() throws IOException {
    int first = next();
    if (first < 0) {
      return false;
    }
    if (first != MAGIC_FIRST || required() != MAGIC_SECOND || required() != DEFLATE) {
      throw damaged(BROKEN);
    }
    int flags = required();
    skip(TIME_FLAGS_AND_SYSTEM_LENGTH);
    if ((flags & HAS_EXTRA) != 0) {
      skip(required() | required() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_HEADER_CHECKSUM) != 0) {
      skip(2);
    }
    checksum.reset();
    inflater.reset();
    inflater.setInput(packed, position, end - position);
    insideMember = true;
    return true;
  }

  private void endMember() throws IOException {
    position = end - inflater.getRemaining();
    boolean sameChecksum = requiredInt() == (int) checksum.getValue();
    boolean sameLength = requiredInt() == (int) inflater.getBytesWritten();
    if (!sameChecksum || !sameLength) {
      throw damaged(WRONG_CHECKSUM);
    }
    insideMember = false;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      required();
    }
  }

  private void skipText() throws IOException {
    while (required() != 0) {
      // the text itself is of no use
    }
  }

  private int requiredInt() throws IOException {
    return required() | required() << 8 | required() << 16 | required() << 24;
  }

  private int required() throws IOException {
    int value = next();
    if (value < 0) {
      throw damaged(TOO_SHORT);
    }
    return value;
  }

  private int next() throws IOException {
    if (position == end) {
      end = Math.max(0, source.read(packed));
      position = 0;
    }
    return position == end ? -1 : packed[position++] & 0xff;
  }

  private DamagedInput damaged(String message) {
    damage = new DamagedInput(message);
    return damage;
  }
}
