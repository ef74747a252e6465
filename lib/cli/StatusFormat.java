package tarn.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import tarn.aggregate.LakeStatus;

/** How {@code status} is told. */
public enum StatusFormat {
  /** For the eye. */
  TEXT {
    @Override
    public void print(LakeStatus status, PrintStream out) {
      new StatusText(status, out).print();
    }
  },
  /** For scripts: one object, whose keys are those of {@code docs/status.md}. */
  JSON {
    @Override
    public void print(LakeStatus status, PrintStream out) throws IOException {
      out.println(new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(status));
    }
  };

  public abstract void print(LakeStatus status, PrintStream out) throws IOException;
}
