package tarn.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import tarn.cli.Repository;

class TableDocumentTest {
  @Test
  void thePageTellsTheSchemaAsItIs() throws IOException {
    assertEquals(TableDocument.markdown(), Files.readString(Repository.root().resolve("docs/tables.md")));
  }
}
