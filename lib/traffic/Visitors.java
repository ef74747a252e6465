package tarn.traffic;

import java.util.List;

/** Makes visitors, no two at one address except in offices. */
final class Visitors {
  private static final int ADDRESSES = 1 << 17;
  private static final long SECOND = 1000;
  private static final long HOUR = 3600 * SECOND;
  private static final long[] ABSURD_CLOCKS = {-20 * 8766 * HOUR, -3 * 24 * HOUR, 5 * HOUR, 8766 * HOUR};

  private static final List<String> MEMORY = List.of("4", "8", "8", "8", "2");
  private static final List<Integer> DESK_CORES = List.of(4, 8, 8, 10, 12, 16);
  private static final List<Integer> HAND_CORES = List.of(4, 6, 8, 8);

  private final Dice dice;
  private final Weighted<Browser> browsers;
  private int made;

  Visitors(Dice dice, Weighted<Browser> browsers) {
    this.dice = dice;
    this.browsers = browsers;
  }

  Visitor next(Place place) {
    made++;
    Browser browser = browsers.pick(dice);
    String[] screen = browser.machine().screen(dice).split("x");
    return new Visitor(
        address(), browser, place.country(), place.zone(), dice.oneOf(place.edges()), dice.oneOf(place.networks()),
        window(browser.machine(), Integer.parseInt(screen[0]), Integer.parseInt(screen[1])),
        device(browser, screen, place), clockError(), !dice.chance(0.007), false);
  }

  private String window(Machine machine, int width, int height) {
    long innerWidth = machine.isDesk() && dice.chance(0.5) ? dice.between(width * 6L / 10, width) : width;
    return "&iw=" + innerWidth + "&ih=" + (height - dice.between(90, machine.isDesk() ? 260 : 160));
  }

  private String device(Browser browser, String[] screen, Place place) {
    return new TrackerQuery()
        .add("w", screen[0])
        .add("h", screen[1])
        .add("d", browser.machine().colorDepth())
        .add("l", dice.chance(0.1) ? "en-US" : place.language())
        .add("p", browser.machine().platform())
        .add("m", browser.tellsMemory() ? dice.oneOf(MEMORY) : null)
        .add("c", dice.oneOf(browser.machine().isDesk() ? DESK_CORES : HAND_CORES))
        .add("tz", place.zone().getId())
        .toString();
  }

  private String address() {
    double chance = dice.unit();
    if (chance < 0.03) {
      return "203.0.113." + dice.between(1, 99);
    }
    // an odd factor visits every address before it repeats one
    int scattered = made * 48_271 & ADDRESSES - 1;
    if (chance < 0.28) {
      return "2001:db8:" + Integer.toHexString(scattered >> 4) + ":" + Integer.toHexString(made & 0xfff) + "::"
          + Integer.toHexString(made);
    }
    return "198." + (18 + (scattered >> 16)) + "." + (scattered >> 8 & 255) + "." + (scattered & 255);
  }

  private long clockError() {
    double chance = dice.unit();
    if (chance < 0.003) {
      return ABSURD_CLOCKS[(int) dice.below(ABSURD_CLOCKS.length)];
    }
    double spread = chance < 0.05 ? 90 * SECOND : chance < 0.25 ? 8 * SECOND : 0.3 * SECOND;
    return Math.round(Math.max(-4 * spread, Math.min(4 * spread, dice.gaussian() * spread)));
  }
}
