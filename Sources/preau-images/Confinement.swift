import CVips
import Glibc

/// What the process gives up before it looks at anything that strangers have made.
enum Confinement {
  /// Memory that the largest picture needs, decoded and turned, three times over; addresses count, not pages.
  private static let memory: rlim_t = 3 << 30
  /// Seconds of the processor for one picture.
  private static let seconds: rlim_t = 40

  static func enter() {
    // What the program had open is marked to be closed; this is for what libraries may have opened in it.
    for file in STDERR_FILENO + 1..<1_024 { close(file) }
    // No write to any file, not even by the library: large pictures that come in no order stay in memory instead.
    setenv("VIPS_DISC_THRESHOLD", "4g", 1)
    signal(SIGXFSZ, SIG_IGN)
    limit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), 0)
    limit(__rlimit_resource_t(RLIMIT_CORE.rawValue), 0)
    limit(__rlimit_resource_t(RLIMIT_AS.rawValue), memory)
    // No program that this one might be made to start has more rights than it.
    cvips_refuse_new_rights()
    _ = chdir("/")
    signal(SIGPIPE, SIG_IGN)
  }

  /// Lets the processor be used for one picture more; what takes longer ends the process.
  static func allowOnePicture() {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let used = rlim_t(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    var limits = rlimit(rlim_cur: used + seconds, rlim_max: rlim_t.max)
    setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limits)
  }

  private static func limit(_ resource: __rlimit_resource_t, _ value: rlim_t) {
    var limits = rlimit(rlim_cur: value, rlim_max: value)
    setrlimit(resource, &limits)
  }
}
