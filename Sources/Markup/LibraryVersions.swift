import CCmarkGFM
import CYAML

/// The versions of the C libraries that are linked.
public enum LibraryVersions {
  public static var cmarkGFM: String { String(cString: cmark_version_string()) }
  public static var libYAML: String { String(cString: yaml_get_version_string()) }
}
