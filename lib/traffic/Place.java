package tarn.traffic;

import java.time.ZoneId;
import java.util.List;

/**
 * Where visitors live.
 *
 * @param edges the CloudFront locations that serve them
 * @param networks the autonomous systems of their providers
 */
record Place(
    String country, ZoneId zone, String language, double shopWeight, double blogWeight, List<String> edges,
    List<String> networks) {
  private static final List<Place> ALL = """
      DE Europe/Berlin       de-DE 40 18 FRA56-P4,HAM50-P2,DUS51-P1,MUC50-P4,TXL50-P2 3320,3209,6805,8881
      AT Europe/Vienna       de-AT  6  2 VIE50-P1,FRA56-P6      8447,8412
      CH Europe/Zurich       de-CH  6  2 ZRH55-P1,FRA60-P3      3303,6730
      GB Europe/London       en-GB 10 10 LHR62-C2,LHR61-P3,MAN51-P1 2856,5089,5607
      FR Europe/Paris        fr-FR  8  6 CDG52-P1,CDG55-P2,MRS52-P2 3215,12322,15557
      NL Europe/Amsterdam    nl-NL  5  4 AMS58-P2,AMS1-P1       1136,33915
      IT Europe/Rome         it-IT  4  2 MXP63-P3,FCO50-P1      3269,30722
      ES Europe/Madrid       es-ES  4  2 MAD53-P1,BCN50-P1      3352,12479
      PL Europe/Warsaw       pl-PL  3  3 WAW51-P1               5617,12741
      SE Europe/Stockholm    sv-SE  3  3 ARN56-P1               3301,1257
      US America/New_York    en-US  5 14 IAD89-C1,EWR53-P2,BOS50-P1 7922,701,7018
      US America/Chicago     en-US  2  7 ORD58-P3,DFW57-P1      7018,20115
      US America/Los_Angeles en-US  2 10 LAX50-P2,SFO53-P1,SEA73-P1 7922,22773,7018
      CA America/Toronto     en-CA  1  4 YTO50-P2,YUL62-C1      577,812
      IN Asia/Kolkata        en-IN  1 11 BOM78-P1,DEL54-P2,MAA51-P1 55836,45609,24560
      BR America/Sao_Paulo   pt-BR  1  5 GRU3-P1,GIG52-C1       28573,26599,27699
      JP Asia/Tokyo          ja-JP  1  4 NRT57-P4,KIX56-P1      2516,17676,4713
      KR Asia/Seoul          ko-KR .5  2 ICN57-P2               4766,9318
      SG Asia/Singapore      en-SG .5  2 SIN52-P3               4773,3758
      AU Australia/Sydney    en-AU  1  3 SYD62-P1,MEL51-P1      1221,4804
      """.lines().map(Place::parse).toList();
  private static final Weighted<Place> SHOPPERS = Weighted.of(ALL, Place::shopWeight);
  private static final Weighted<Place> READERS = Weighted.of(ALL, Place::blogWeight);

  static Place pick(Dice dice, SiteKind kind) {
    return switch (kind) {
      case SHOP -> SHOPPERS.pick(dice);
      case BLOG -> READERS.pick(dice);
    };
  }

  private static Place parse(String row) {
    String[] cells = row.split(" +");
    return new Place(
        cells[0], ZoneId.of(cells[1]), cells[2], Double.parseDouble(cells[3]), Double.parseDouble(cells[4]),
        List.of(cells[5].split(",")), List.of(cells[6].split(",")));
  }
}
