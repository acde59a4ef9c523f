public import Diagnostics

/// Why an entry can't be written back; nothing is changed then.
public enum EditError: Error, Sendable {
  /// The fields of the file can't be read, which the diagnostics explain.
  case unreadable([Diagnostic])
  /// A path leads through something that is not there, or is no group or list.
  case noSuchValue(ValuePath)
  /// A text has control characters, which no file may hold; the path is that of the field, nil for the text.
  case controlCharacters(ValuePath?)
  /// A field is written so oddly, or so often, that it can't be changed without touching others; nil for the text.
  case oddlyWritten(field: String?)
  /// The file would be larger than what is read.
  case tooLarge
  /// The file has fields only, and can't hold a text.
  case fieldsOnly
}
