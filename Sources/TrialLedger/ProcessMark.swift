import Foundation

/// A process as no other one is: a number of a process is used again, together with these it is not.
public struct ProcessMark: Hashable, Sendable {
    /// The host's name.
    public var host: String
    /// What tells one start of a host, and one container on it, from others.
    public var system: String
    /// The process's number.
    public var number: Int32
    /// When it started, in the kernel's ticks since the system's start.
    public var startTicks: UInt64

    /// A mark of a process that may be elsewhere.
    public init(host: String, system: String, number: Int32, startTicks: UInt64) {
        self.host = host
        self.system = system
        self.number = number
        self.startTicks = startTicks
    }

    /// The process that asks.
    public static let current = ProcessMark(
        host: ProcessMark.hostName, system: ProcessMark.thisSystem, number: getpid(),
        startTicks: ProcessMark.startTicks(of: getpid()) ?? 0)

    /// The name that the kernel has, without asking a network.
    private static let hostName: String = {
        var name = [CChar](repeating: 0, count: 256)
        let status = gethostname(&name, name.count - 1)
        let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return status == 0 && !text.isEmpty ? text : "unknown"
    }()

    /// The number of this start of the kernel and the space of process numbers in which this process lives.
    static let thisSystem: String = {
        let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? "unknown"
        let space = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "unknown"
        return boot.trimmingCharacters(in: .whitespacesAndNewlines) + " " + space
    }()

    /// When a process of this system started; `nil` where there is none of this number.
    ///
    /// - Source: proc(5), `/proc/pid/stat`: the twenty-second field; the second one is in parentheses and may hold any
    ///   byte.
    static func startTicks(of number: Int32) -> UInt64? {
        guard let text = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        // A zombie has ended, though its number is not yet free.
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }

    /// Whether the process lives; `nil` where this cannot be told from here.
    var isAlive: Bool? {
        guard system == ProcessMark.thisSystem, !system.contains("unknown") else { return nil }
        return ProcessMark.startTicks(of: number) == startTicks
    }

    /// All but the host's name, as the ledger's file has it.
    var text: String { "\(number) \(startTicks) \(system)" }

    /// Reads what `text` wrote.
    init(host: String, text: String) {
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        self.init(
            host: host, system: parts.count > 2 ? String(parts[2]) : "unknown",
            number: parts.isEmpty ? 0 : Int32(parts[0]) ?? 0,
            startTicks: parts.count > 1 ? UInt64(parts[1]) ?? 0 : 0)
    }
}
