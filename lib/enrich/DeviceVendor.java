package tarn.enrich;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The makers of devices, spelt as uap-core's rules spell them. */
final class DeviceVendor {
  private static final String APPLE = "Apple";
  private static final Set<String> APPLE_SYSTEMS = Set.of("Mac OS X", "Mac OS", "iOS", "WatchOS", "tvOS", "ATV OS X");
  /** uap-core's words for makers it does not know, and for bots. */
  private static final List<String> NO_VENDOR = List.of("generic", "spider");

  private final Map<String, String> spellings = new HashMap<>();

  DeviceVendor(List<RegexRule> rules) {
    for (RegexRule rule : rules) {
      String brand = rule.replacement("brand_replacement");
      if (brand != null && brand.indexOf('$') < 0) {
        spellings.putIfAbsent(brand.toLowerCase(Locale.ROOT), brand);
      }
    }
  }

  /** The maker; null where the agent does not tell. */
  String of(DeviceMatch device, SystemMatch system) {
    String brand = device.brand();
    if (brand == null || brand.isEmpty()) {
      return isApple(system.family()) ? APPLE : null;
    }
    String lowerCase = brand.toLowerCase(Locale.ROOT);
    if (NO_VENDOR.stream().anyMatch(lowerCase::startsWith)) {
      return null;
    }
    return spellings.getOrDefault(lowerCase, brand);
  }

  private static boolean isApple(String system) {
    return APPLE_SYSTEMS.contains(system);
  }
}
