import Foundation
import Images
import TestSupport

/// Pictures of each format with the metadata of a camera, 96 by 64 pixels.
enum SamplePictures {
  static func worker() -> ImageWorkers { ImageWorkers(program: imageWorker) }

  static let photo = TestPicture.photo(width: 96, height: 64)

  static func png() -> [UInt8] { photo.png(with: Metadata.pngChunks()) }

  static func jpeg(orientation: UInt8 = 1) throws -> [UInt8] {
    Metadata.adding(toJPEG: try encoded(.jpeg), orientation: orientation)
  }

  static func webP() throws -> [UInt8] { Metadata.adding(toWebP: try encoded(.webP), width: 96, height: 64) }

  /// Made once by libheif; the fields are those of `Metadata.exif`.
  static let heic = Array(
    Data(
      base64Encoded: """
        AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAYNtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA
        AA5waXRtAAAAAAABAAAANGlsb2MAAAAAREAAAgABAAAAAAGnAAEAAAAAAAABcQACAAAAAAMYAAEAAAAAAAABNAAAADhpaW5mAAAA
        AAACAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAFWluZmUCAAABAAIAAEV4aWYAAAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAA
        AAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbq
        SSmubgQEDAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1h
        AAAAAAAAAAEAAQOBAoMAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAq1tZGF0AAABbSgBrxmAsMx0srDT5+Th+mfwd2SX1Z4G
        8prolpr6Dj+tSjRiPtGK79qcZnf8KCsTsrxH4L7rJpUpSywZDPDgQjE5Qqm7Ctc+ML9xX/03BVVAz3MsNfrZntm3hlrJfJV0iKU5
        Yp5RHJNTTqp0/Rj35FcVSWgauoevuTS2XmZPqEn9mwVesJYCBYdd919VPEJZBJwjFAwMOkiWlyOij6U9grruFkpdYRKDfKnQoZtS
        lDWpHrStxOlGW7CN/TgtnPJj1Z35DDtAg9q8lVlXfMXIMlBVG3CpNPqmdSkLUJwE3qBjBGFv7C2UjUfEVABolsX7qK8ZdIc2Ux4h
        CuV4M3NjqFkr8N3/0ldQILCVt6b+lPTzljzYaeeUeVo7O1mcwR9Rm/rBbR2ykU7SpXzcTdwcqXWKf7BYwCVNj46vGE+vijKvsUtZ
        ykIzdwmMbZBD4A/ye96PgJg3KyIDIsfE0abj2uQonwhzqsJ472oMmuEPAAAABkV4aWYAAE1NACoAAAAIAAcBDwACAAAADwAAAGIB
        EgADAAAAAQABAAABGgAFAAAAAQAAAHIBGwAFAAAAAQAAAHoBKAADAAAAAQACAACHaQAEAAAAAQAAAIKIJQAEAAAAAQAAAMQAAAAA
        R1BTTEVBSyBjYW1lcmEAAAAAAEgAAAABAAAASAAAAAEABZAAAAcAAAAEMDIxMKAAAAcAAAAEMDEwMKABAAMAAAAB//8AAKACAAQA
        AAABAAAAYKADAAQAAAABAAAAQAAAAAAABAABAAIAAAACTgAAAAACAAUAAAADAAAA+gADAAIAAAACRQAAAAAEAAUAAAADAAABEgAA
        AAAAAAAwAAAAAQAAADMAAAABXsBNWgCYloEAAAACAAAAAQAAABUAAAABehHA3gCYloM=
        """, options: .ignoreUnknownCharacters) ?? Data())

  /// The worker's own file of the photo.
  private static func encoded(_ format: ImageFormat) throws -> [UInt8] {
    let image = try worker().process(photo.png(), .page)
    guard let variant = image.variants.first(where: { $0.format == format }) else { return [] }
    return Array(image[variant])
  }
}
