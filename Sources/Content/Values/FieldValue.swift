public import Diagnostics

/// A value that was read and checked.
public enum FieldValue: Sendable {
  case text(String)
  case markdown(MarkdownText)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case date(PartialDate)
  case moment(Moment)
  /// An index into the choices of its field.
  case choice(Int)
  case tag(Tag)
  case reference(EntryID)
  case image(ImageSource)
  case file(FileSource)
  case place(Place)
  case duration(TimeSpan)
  /// By the index of the group's fields; nil where the group says nothing.
  indirect case group([FieldValue?])
  indirect case list([FieldValue])
}

extension FieldValue {
  /// The values of a list, or the value itself.
  public var items: [FieldValue] {
    guard case .list(let items) = self else { return [self] }
    return items
  }
}

/// Markdown in a field: the text, and where it is written, for diagnostics about its links.
public struct MarkdownText: Sendable {
  public var text: String
  /// The YAML value, quotes and all: offsets in `text` can't be mapped into it.
  public var location: SourceLocation
  /// What its paths are relative to; itself relative to `content/`.
  public var folder: String
}

/// A word of the vocabulary that all kinds share.
public struct Tag: Sendable, Hashable {
  /// What makes two spellings the same tag.
  public let slug: String
  /// As people read it.
  public var label: String
}

/// An image that a field names.
public struct ImageSource: Sendable {
  /// Relative to `content/`.
  public var path: String
  public var alt: String?
  /// Whether its field asks for a square of it, too.
  public var isCropped: Bool
  public var location: SourceLocation
}

/// A file to download that a field names.
public struct FileSource: Sendable {
  /// Relative to `content/`.
  public var path: String
  public var location: SourceLocation

  /// The last part of its path.
  public var name: String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

public struct Place: Sendable, Hashable {
  public var name: String
  /// Degrees north, -90 to 90.
  public var latitude: Double?
  /// Degrees east, -180 to 180.
  public var longitude: Double?
}
