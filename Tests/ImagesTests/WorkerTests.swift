import Foundation
import Images
import TestSupport
import Testing

/// A worker that dies or hangs costs the picture that it was at and no other.
@Suite(.serialized) struct WorkerTests {
  private let photo = TestPicture.photo(width: 40, height: 30).png()

  /// A program in place of the worker; `real` in it is the path of the real one.
  private func script(_ text: String, in folder: SiteFixture) -> String {
    let path = "\(folder.path)/worker"
    let text = text.replacing("{real}", with: imageWorker).replacing("{here}", with: folder.path)
    folder.write("#!/bin/sh\n\(text)\n", to: "worker")
    chmod(path, 0o755)
    return path
  }

  private func refusal(_ workers: ImageWorkers, _ bytes: [UInt8]? = nil) -> ImageRefusal? {
    do throws(ImageRefusal) {
      _ = try workers.process(bytes ?? photo, .page)
      return nil
    } catch {
      return error
    }
  }

  @Test func noWorkerIsSaidSo() async throws {
    #expect(refusal(ImageWorkers(program: "/nowhere/preau-images")) == .noWorker)
    await #expect(throws: ImageRefusal.noWorker) {
      let folder = SiteFixture()
      folder.write(photo, to: "a")
      _ = try await ImageImporter(worker: "/nowhere/preau-images").accept(fileAt: "\(folder.path)/a")
    }
  }

  @Test func aWorkerThatDiesIsReplaced() {
    let folder = SiteFixture()
    let workers = ImageWorkers(
      program: script("[ -e {here}/once ] || { : >{here}/once; kill -9 $$; }; exec {real}", in: folder))
    #expect(refusal(workers) == .tooDemanding)
    #expect(refusal(workers) == nil)
    #expect(refusal(workers) == nil)
  }

  @Test func aWorkerThatSomebodyEndedBetweenTwoPicturesCostsNone() throws {
    let folder = SiteFixture()
    let workers = ImageWorkers(program: script("echo $$ >>{here}/ids; exec {real}", in: folder))
    #expect(refusal(workers) == nil)
    let id = try #require(folder.text("ids").flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
    kill(id, SIGKILL)
    #expect(refusal(workers) == nil)
    #expect(folder.text("ids")?.split(separator: "\n").count == 2)
  }

  @Test func aWorkerThatHangsIsEndedInTime() throws {
    let folder = SiteFixture()
    let program = script(
      "[ -e {here}/once ] && exec {real}; echo $$ >{here}/once; while :; do /bin/sleep 0.1; done", in: folder)
    let workers = ImageWorkers(program: program, limit: .milliseconds(400))
    let start = ContinuousClock.now
    #expect(refusal(workers) == .tooDemanding)
    #expect(start.duration(to: .now) < .seconds(120))
    let id = try #require(folder.text("once").flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
    #expect(kill(id, 0) != 0, "the worker is still there")
    #expect(refusal(ImageWorkers(program: program)) == nil)
  }

  @Test func aWorkerThatNeverReadsIsEndedInTime() {
    let folder = SiteFixture()
    let workers = ImageWorkers(
      program: script("while :; do /bin/sleep 0.1; done", in: folder), limit: .milliseconds(300))
    // More than a socket holds.
    #expect(refusal(workers, photo + [UInt8](repeating: 0, count: 4 << 20)) == .tooDemanding)
  }

  @Test(arguments: [
    "printf '\\377\\377\\377\\377'", "printf '\\000\\000\\000\\000'", "printf '\\000\\000\\000\\001\\077'",
    "printf '\\000\\000\\000\\003\\000\\000\\001'", "printf '\\000\\000\\000\\001\\006'",
  ])
  func aWorkerThatSpeaksNonsenseIsNotBelieved(_ answer: String) {
    let folder = SiteFixture()
    #expect(refusal(ImageWorkers(program: script("\(answer); exec /bin/cat >/dev/null", in: folder))) == .tooDemanding)
  }

  @Test func oneWorkerMakesManyPicturesAndEndsWithItsOwner() throws {
    let folder = SiteFixture()
    do {
      let workers = ImageWorkers(program: script("echo $$ >>{here}/ids; exec {real}", in: folder))
      for _ in 0..<5 { #expect(refusal(workers) == nil) }
      #expect(refusal(workers, Array(photo.prefix(60))) == .damaged)
      #expect(refusal(workers) == nil)
    }
    let ids = try #require(folder.text("ids")?.split(separator: "\n").compactMap { Int32($0) })
    #expect(ids.count == 1)
    #expect(kill(try #require(ids.first), 0) != 0)
  }

  @Test func theWorkerHasNoEnvironmentAndNoFilesOfTheProgram() throws {
    setenv("PREAU_TEST_SECRET", "secret", 1)
    defer { unsetenv("PREAU_TEST_SECRET") }
    let folder = SiteFixture()
    let workers = ImageWorkers(
      program: script("/usr/bin/env >{here}/environment; echo $$ >{here}/id; exec {real}", in: folder))
    #expect(refusal(workers) == nil)
    #expect(folder.text("environment")?.contains("SECRET") == false)
    let id = try #require(folder.text("id")?.trimmingCharacters(in: .whitespacesAndNewlines))
    let files = "/proc/\(id)/fd"
    let targets = try FileManager.default.contentsOfDirectory(atPath: files).compactMap { name in
      try? FileManager.default.destinationOfSymbolicLink(atPath: "\(files)/\(name)")
    }
    #expect(targets.filter { $0.hasPrefix("socket:") }.count == 2)
    // What else it has open are events of its own threads.
    #expect(targets.allSatisfy { $0 == "/dev/null" || $0.hasPrefix("socket:") || $0.hasPrefix("anon_inode:") })
  }
}
