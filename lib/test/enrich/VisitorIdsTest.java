package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitorIdsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-25");
  private static final byte[] SALT = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final VisitorIds ids = new VisitorIds(day -> SALT);

  @Test
  void hashesSaltAndFieldsEachBehindItsLength() throws Exception {
    for (String agent : new String[] {"Mozilla/5.0 " + "x".repeat(100), "ü", null}) {
      VisitorIds.Ids its = ids.of(DAY, "192.0.2.1", agent, "example.com", "/a", 1_234L);
      assertEquals(new VisitorIds.Ids(
          hash("192.0.2.1", agent, "2026-11-25", "example.com", "/a", "1234"),
          hash("192.0.2.1", agent, "2026-11-25", "example.com", "/a"),
          hash("192.0.2.1", agent, "2026-11-25", "example.com")), its);
    }
  }

  @Test
  void keepsFieldsApart() throws Exception {
    assertNotEquals(ids.of(DAY, "1", "23", "example.com", "/", 1).dailyVisitor(), ids.of(DAY, "12", "3", "example.com", "/", 1).dailyVisitor());
  }

  @Test
  void asksForTheSaltOfADayOnce() throws Exception {
    List<LocalDate> asked = new ArrayList<>();
    VisitorIds counting = new VisitorIds(day -> {
      asked.add(day);
      if (day.equals(DAY)) {
        throw new SaltDestroyed();
      }
      return SALT;
    });
    for (int i = 0; i < 2; i++) {
      assertThrows(SaltDestroyed.class, () -> counting.of(DAY, "1", "2", "example.com", "/", 1));
      counting.of(DAY.plusDays(1), "1", "2", "example.com", "/", 1);
    }
    assertEquals(List.of(DAY, DAY.plusDays(1)), asked);
  }

  private static String hash(String... fields) throws Exception {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(message);
    out.write(SALT);
    for (String field : fields) {
      byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message.toByteArray()));
  }
}
