package tarn.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A lake in a folder. Nothing is copied: what is fetched is the file itself, and what is put is moved. */
final class FolderStore implements Store {
  private static final int MOST_ATTEMPTS = 10;
  private static final List<String> ZONES = List.of(Lake.RAW, Lake.CLEANED, Lake.CURATED);

  private final Path root;
  private final FolderLock lock;

  private FolderStore(Path root) {
    this.root = root;
    this.lock = new FolderLock(root.resolve(Lake.CURATED));
  }

  static FolderStore open(Path folder) {
    FolderStore store = new FolderStore(checked(folder));
    if (!store.isThere()) {
      throw new LakeException(Files.isDirectory(folder)
          ? folder + " is no lake: it has none of the folders raw, cleaned and curated; give the folder of one, or make one with ingest or demo"
          : "there is no lake at " + folder + ": make one with ingest or demo, or give another --lake");
    }
    return store;
  }

  static FolderStore openOrCreate(Path folder) {
    FolderStore store = new FolderStore(checked(folder));
    try {
      if (!store.isThere() && Files.exists(folder) && !(Files.isDirectory(folder) && isEmpty(folder))) {
        throw new LakeException(folder + " is no lake and not empty: give a new or empty folder, so that nothing gets mixed up");
      }
      DiskSync.createFolders(store.root);
      OwnerOnly.createFolder(store.local(Lake.RAW));
      DiskSync.createFolders(store.local(Lake.CLEANED));
      DiskSync.createFolders(store.local(Lake.CURATED));
    } catch (IOException e) {
      throw new LakeException("cannot make a lake in " + folder + " (" + e.getMessage() + "): choose a folder you may write to", e);
    }
    return store;
  }

  private static Path checked(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    if (absolute.toString().matches(".*[*?\\[\\]].*")) {
      throw new LakeException(folder + " has one of * ? [ ] in its path, which DuckDB reads as a pattern: choose another folder");
    }
    return absolute;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  private boolean isThere() {
    return ZONES.stream().anyMatch(zone -> Files.isDirectory(local(zone)));
  }

  @Override
  public List<LakeFile> list(Collection<String> prefixes) {
    List<LakeFile> files = new ArrayList<>();
    for (String prefix : prefixes) {
      List<LakeFile> found = new ArrayList<>();
      for (Path child : children(prefix)) {
        walk(child, found);
      }
      found.sort(Comparator.comparing(LakeFile::path));
      files.addAll(found);
    }
    return files;
  }

  /** What lies in the folder that the prefix names, and begins with the name that it ends with. */
  private List<Path> children(String prefix) {
    Path folder = local(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    String name = prefix.substring(prefix.lastIndexOf('/') + 1);
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> child.getFileName().toString().startsWith(name)).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    } catch (IOException e) {
      throw cannotRead(folder, e);
    }
  }

  private void walk(Path start, List<LakeFile> found) {
    try {
      Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (attributes.isRegularFile()) {
            found.add(new LakeFile(path(file), attributes.size(), attributes.lastModifiedTime().toMillis(), null));
          }
          return FileVisitResult.CONTINUE;
        }

        /** What another process takes away meanwhile is passed over. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
          if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
          }
          throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
          return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failure);
        }
      });
    } catch (IOException e) {
      throw cannotRead(start, e);
    }
  }

  private static LakeException cannotRead(Path path, IOException e) {
    return new LakeException("cannot read " + path + " (" + e.getMessage() + "): mend its permissions and run again", e);
  }

  private String path(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  @Override
  public List<String> folders(String prefix) {
    return children(prefix).stream().filter(Files::isDirectory).map(folder -> path(folder) + "/").toList();
  }

  @Override
  public LakeFile find(String path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(local(path), BasicFileAttributes.class);
      return new LakeFile(path, attributes.size(), attributes.lastModifiedTime().toMillis(), null);
    } catch (NoSuchFileException | NotDirectoryException none) {
      return null;
    } catch (IOException e) {
      throw cannotRead(local(path), e);
    }
  }

  @Override
  public Map<String, Content> read(Collection<String> paths) {
    Map<String, Content> contents = new LinkedHashMap<>();
    for (String path : paths) {
      try {
        contents.put(path, new Content(Files.readAllBytes(local(path)), null));
      } catch (NoSuchFileException none) {
        // Left out.
      } catch (IOException e) {
        throw cannotRead(local(path), e);
      }
    }
    return contents;
  }

  @Override
  public List<Path> fetch(Collection<LakeFile> files) {
    return files.stream().map(file -> local(file.path())).toList();
  }

  @Override
  public InputStream open(LakeFile file) throws IOException {
    return Files.newInputStream(local(file.path()));
  }

  @Override
  public Path fetched(String folder) {
    return local(folder);
  }

  /** One pattern, however many files there are: DuckDB leaves out by itself what a statement does not want. */
  @Override
  public List<String> parquet(String folder, int depth) {
    // A pattern that fits no file fails.
    return list(folder).stream().anyMatch(file -> Store.isParquet(file, folder, depth))
        ? List.of(local(folder) + "/" + "*/".repeat(depth) + "*.parquet") : List.of();
  }

  /** A pattern for each partition, because its files may be merged while the pattern is in use. */
  @Override
  public List<String> parquet(String folder, int depth, Predicate<LakeFile> wanted) {
    return list(folder).stream().filter(file -> Store.isParquet(file, folder, depth) && wanted.test(file))
        .map(file -> local(file.folder()) + "/*.parquet").distinct().toList();
  }

  /** In a folder of its own on the same file system as the zone, so that it can be moved. */
  @Override
  public Path temporary(String path) throws IOException {
    String zone = path.substring(0, path.indexOf('/') + 1);
    Path file = Files.createDirectories(temporaryFolder(zone))
        .resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID() + "-" + path.substring(path.lastIndexOf('/') + 1));
    if (Lake.isForOwnerOnly(path)) {
      OwnerOnly.createFile(file);
    }
    return file;
  }

  private Path temporaryFolder(String zone) {
    return local(zone + "tmp");
  }

  @Override
  public void put(Path temporary, String path, Gate gate) throws IOException {
    DiskSync.content(temporary);
    gate.pass(() -> move(temporary, local(path)));
  }

  private static void move(Path temporary, Path target) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        DiskSync.createFolders(target.getParent());
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        DiskSync.names(target.getParent());
        return;
      } catch (NoSuchFileException folderGone) {
        // Another writer takes folders away that it finds empty.
        if (attempt == MOST_ATTEMPTS) {
          throw folderGone;
        }
      }
    }
  }

  @Override
  public boolean create(String path, byte[] content) {
    Path temporary = null;
    try {
      temporary = temporary(path);
      Files.write(temporary, content);
      DiskSync.content(temporary);
      DiskSync.createFolders(local(path).getParent());
      // A link is put in place whole or not at all, and never over another writer's.
      Files.createLink(local(path), temporary);
      DiskSync.names(local(path).getParent());
      return true;
    } catch (FileAlreadyExistsException anotherWriterWasFirst) {
      return false;
    } catch (IOException e) {
      throw cannotWrite(path, e);
    } finally {
      if (temporary != null) {
        temporary.toFile().delete();
      }
    }
  }

  @Override
  public boolean replace(String path, Content read, byte[] content) {
    Content now = read(path);
    if (now == null || !Arrays.equals(now.bytes(), read.bytes())) {
      return false;
    }
    try {
      Path temporary = temporary(path);
      Files.write(temporary, content);
      put(temporary, path, Gate.OPEN);
      return true;
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  private LakeException cannotWrite(String path, IOException e) {
    return new LakeException("cannot write " + local(path) + " (" + e.getMessage() + "): make room or mend the permissions, and run again", e);
  }

  @Override
  public long delete(Collection<String> paths) {
    long deleted = 0;
    for (String path : paths) {
      try {
        if (Files.deleteIfExists(local(path))) {
          deleted++;
          deleteEmptyFolders(path);
        }
      } catch (IOException e) {
        throw new LakeException("cannot delete " + local(path) + " (" + e.getMessage() + "): mend its permissions and run again", e);
      }
    }
    return deleted;
  }

  /** Taken away first and looked at then: another process may write the file anew at any moment. */
  @Override
  public void deleteUnchanged(LakeFile file) {
    try {
      Path taken = temporary(file.path());
      Files.move(local(file.path()), taken, StandardCopyOption.ATOMIC_MOVE);
      LakeFile now = find(path(taken));
      if (file.isStill(now)) {
        Files.delete(taken);
        deleteEmptyFolders(file.path());
      } else {
        Files.move(taken, local(file.path()));
      }
    } catch (NoSuchFileException gone) {
      // As it should be.
    } catch (IOException e) {
      throw new LakeException("cannot delete " + local(file.path()) + " (" + e.getMessage() + "): mend its permissions and run again", e);
    }
  }

  /** Up to the zone. Fails where other files are left, which is as it should be. */
  private void deleteEmptyFolders(String path) {
    Path folder = local(path).getParent();
    while (folder.getNameCount() > root.getNameCount() + 1 && folder.toFile().delete()) {
      folder = folder.getParent();
    }
  }

  @Override
  public void exclusively(Change change) throws IOException {
    lock.exclusively(change);
  }

  @Override
  public Presence present() throws IOException {
    return lock.present();
  }

  @Override
  public Path local(String path) {
    return root.resolve(path);
  }

  @Override
  public Path scratch() {
    try {
      return Files.createDirectories(temporaryFolder(Lake.CURATED));
    } catch (IOException e) {
      throw cannotWrite(Lake.CURATED, e);
    }
  }

  @Override
  public long deleteLeftovers(Instant before) throws IOException {
    long deleted = 0;
    for (String zone : ZONES) {
      deleted += FolderTree.deleteOlder(temporaryFolder(zone), before);
    }
    return deleted;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
