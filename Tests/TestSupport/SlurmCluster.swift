import Foundation
import Synchronization

/// The real Slurm of Debian on loopback: a controller and some nodes of one processor each, in a folder of their own.
///
/// One thread at a time may start and kill its daemons. They end with the process at the latest.
public final class SlurmCluster: @unchecked Sendable {
    /// Why it does not start.
    public struct Failure: Error, CustomStringConvertible {
        /// The reason and the ends of the logs.
        public var description: String
    }

    private static let daemons = ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch", "/usr/bin/squeue"]
    /// Whether it is installed.
    public static let isPresent = daemons.allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    /// Whether nothing may be left out for want of it.
    public static let isWanted = ProcessInfo.processInfo.environment["BACKTEST_ALL_TESTS"] != nil
    /// What a skipped test says.
    public static let absentNote = "needs Slurm: apt-get install slurm-wlm slurm-client slurm-wlm-basic-plugins"

    /// The folders of the clusters of this process, whose daemons do not outlive it.
    private static let running = {
        atexit { SlurmCluster.endAll() }
        return Running()
    }()

    private final class Running: Sendable {
        let folders = Mutex<Set<String>>([])
    }

    private static func endAll() {
        for folder in running.folders.withLock({ $0 }) { end(under: folder) }
    }

    /// Its folder.
    public let folder: TemporaryFolder
    /// The names of its nodes.
    public let nodes: [String]
    private var controller: pid_t?
    private var daemons: [String: pid_t] = [:]

    /// Starts a cluster.
    ///
    /// - Parameters:
    ///   - nodes: How many nodes it has.
    ///   - arraySize: One more than the greatest index of an array.
    public init(nodes count: Int, arraySize: Int = 1_001) throws {
        guard SlurmCluster.isPresent else { throw Failure(description: SlurmCluster.absentNote) }
        folder = try TemporaryFolder()
        nodes = (0..<count).map { "n\($0)" }
        let base = folder.url.path
        var text = """
            ClusterName=tests
            SlurmctldHost=localhost(127.0.0.1)
            SlurmctldPort=\(try LoopbackServer.freePort())
            SlurmUser=\(NSUserName())
            SlurmdUser=\(NSUserName())
            AuthType=auth/none
            CredType=cred/none
            CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
            StateSaveLocation=\(base)/state
            SlurmdSpoolDir=\(base)/spool-%n
            SlurmctldPidFile=\(base)/controller.pid
            SlurmdPidFile=\(base)/%n.pid
            SlurmctldLogFile=\(base)/controller.log
            SlurmdLogFile=\(base)/%n.log
            SlurmdParameters=config_overrides
            MpiDefault=none
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SwitchType=switch/none
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            JobCompType=jobcomp/filetxt
            JobCompLoc=\(base)/ended.txt
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerType=sched/backfill
            SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,bf_interval=1
            MaxArraySize=\(arraySize)
            MessageTimeout=3
            KillWait=2
            ReturnToService=2
            SlurmdTimeout=4

            """
        for node in nodes {
            text += "NodeName=\(node) NodeHostname=\(ProcessInfo.processInfo.hostName) NodeAddr=127.0.0.1 "
            text += "Port=\(try LoopbackServer.freePort()) CPUs=1 RealMemory=2000\n"
        }
        try folder.write(
            text + "PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP\n", to: "slurm.conf")
        for name in ["state"] + nodes.map({ "spool-\($0)" }) {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        SlurmCluster.running.folders.withLock { _ = $0.insert(base) }
        try startController()
        for node in nodes { daemons[node] = try start("slurmd", ["-D", "-N", node]) }
        for _ in 0..<400 {
            let states = (try? ask(["sinfo", "-h", "-N", "-o", "%t"])) ?? ""
            if states.split(separator: "\n") == [Substring](repeating: "idle", count: count) { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        let logs = ["controller.log", "n0.log"].map { (try? folder.read($0).suffix(800)) ?? "" }
        throw Failure(description: "the nodes do not become idle: \(logs.joined(separator: "\n"))")
    }

    deinit {
        SlurmCluster.end(under: folder.url.path)
        for daemon in daemons.values { waitpid(daemon, nil, 0) }
        if let controller { waitpid(controller, nil, 0) }
        SlurmCluster.running.folders.withLock { _ = $0.remove(folder.url.path) }
    }

    /// The environment of programs that use it.
    public var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["SLURM_CONF"] = folder.url.appendingPathComponent("slurm.conf").path
        environment["PATH"] = "/usr/sbin:/usr/bin:/bin"
        return environment
    }

    /// Starts the controller, or starts it again with what it knew.
    public func startController() throws { controller = try start("slurmctld", ["-D", "-i"]) }

    /// Ends the controller at once, as a power cut would.
    public func killController() {
        guard let process = controller else { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        controller = nil
    }

    /// Ends a node at once with all that runs on it: one that is in the middle of a task.
    ///
    /// - Parameter text: What the command line of the task holds.
    /// - Returns: The node; `nil` where no such task came up within a minute.
    public func killNode(running text: String) -> String? {
        for _ in 0..<6_000 {
            for process in SlurmCluster.processes() where SlurmCluster.file("cmdline", of: process).contains(text) {
                let variables = SlurmCluster.file("environ", of: process).split(separator: "\0")
                guard let node = variables.first(where: { $0.hasPrefix("SLURMD_NODENAME=") })?.dropFirst(16),
                    variables.contains("SLURM_CONF=\(folder.url.path)/slurm.conf"), let daemon = daemons[String(node)],
                    let parent = SlurmCluster.parent(of: process)
                else { continue }
                for victim in [daemon, parent, process] { kill(victim, SIGKILL) }
                waitpid(daemon, nil, 0)
                daemons[String(node)] = nil
                return String(node)
            }
            Thread.sleep(forTimeInterval: 0.01)
        }
        return nil
    }

    /// Gives drained nodes back, as an administrator does: a controller that was killed gives numbers of jobs again that it
    /// has forgotten, and drains the nodes that still have the first ones.
    public func resumeDrainedNodes() {
        guard let states = try? ask(["sinfo", "-h", "-N", "-o", "%N %t"]) else { return }
        for line in states.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, words[1].hasPrefix("dr") else { continue }
            _ = try? ask(["scontrol", "update", "nodename=\(words[0])", "state=resume"])
        }
    }

    /// Runs one of Slurm's programs.
    public func ask(_ words: [String]) throws -> String {
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/\(words[0])")
        process.arguments = Array(words.dropFirst())
        process.environment = environment
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: "\(words[0]) fails") }
        return text
    }

    /// The tasks that have ended, a line each.
    public var endedTasks: [String] {
        ((try? folder.read("ended.txt")) ?? "").split(separator: "\n").map(String.init)
    }

    /// Starts a daemon.
    ///
    /// Not as a `Process`: that takes a program for ended that closes what it was given, as these do.
    private func start(_ name: String, _ arguments: [String]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, mode) in [(Int32(0), O_RDONLY), (1, O_WRONLY), (2, O_WRONLY)] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", mode, 0)
        }
        let words = (["/usr/sbin/\(name)"] + arguments).map { strdup($0) }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let status = posix_spawn(&process, "/usr/sbin/\(name)", &actions, nil, words + [nil], variables + [nil])
        guard status == 0 else { throw Failure(description: "\(name): \(String(cString: strerror(status)))") }
        return process
    }

    // MARK: Processes

    /// Ends all that runs with the configuration in a folder: daemons, the keepers of tasks, and tasks.
    private static func end(under folder: String) {
        let mark = "SLURM_CONF=\(folder)/slurm.conf"
        // What was being started meanwhile is found the second time.
        for _ in 0..<2 {
            for process in processes() where file("environ", of: process).split(separator: "\0").contains(mark[...]) {
                if process != getpid() { kill(process, SIGKILL) }
            }
        }
    }

    private static func processes() -> [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
    }

    private static func file(_ name: String, of process: pid_t) -> String {
        String(decoding: FileManager.default.contents(atPath: "/proc/\(process)/\(name)") ?? Data(), as: UTF8.self)
    }

    private static func parent(of process: pid_t) -> pid_t? {
        let line = file("status", of: process).split(separator: "\n").first { $0.hasPrefix("PPid:") }
        return line?.split(whereSeparator: \.isWhitespace).last.flatMap { pid_t($0) }.flatMap { $0 > 1 ? $0 : nil }
    }
}
