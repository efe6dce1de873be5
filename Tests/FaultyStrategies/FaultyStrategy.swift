import Core
import Glibc
import Simulation
import StrategyKit

/// Buys after a falling close and holds for some bars; every so many trials something goes wrong in the middle.
struct FaultyStrategy: Strategy {
    /// What goes wrong.
    enum Fault: String, CaseIterable {
        case none, idle, message, index, abort, exit, recursion, kill, endless, chatter, close, sleep, spoil
    }

    struct Parameters: StrategyParameters {
        var number = 0
        var each = 10
        var fault = Fault.none
        var pause = 0

        static var declarations: [ParameterDeclaration<Self>] {
            [
                .integer("number", \.number, in: 0...1_000_000, "Bars to hold, from 1 to 17 in turn"),
                .integer("each", \.each, in: 1...1_000_000, "The fault is in the last of so many numbers"),
                .choice("fault", \.fault, "What goes wrong"),
                .integer("pause", \.pause, in: 0...10_000_000, "Microseconds that a trial takes at least"),
            ]
        }
    }

    private let parameters: Parameters
    private let isFaulty: Bool
    private var heldSince: Int?
    var warmUpBars: Int { 2 }

    init(_ parameters: Parameters, for universe: Universe) {
        self.parameters = parameters
        isFaulty = parameters.number % parameters.each == parameters.each - 1
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        let instrument = InstrumentIndex(0)
        let bar = market.barCount(of: instrument)
        if bar == 3, parameters.pause > 0 { usleep(UInt32(parameters.pause)) }
        if bar == 40, isFaulty { goWrong() }
        guard bar > 1, !(isFaulty && parameters.fault == .idle) else { return }
        let position = market.position(of: instrument)
        if position.isFlat, market.close(instrument) < market.close(instrument, ago: 1) {
            heldSince = bar
            desk.submit(OrderRequest(.buy, .fractionOfEquity(0.95), of: instrument, reason: "fell"))
        } else if let since = heldSince, !position.isFlat, bar - since > parameters.number % 17 {
            desk.close(instrument, position, reason: "held")
        }
    }

    private func goWrong() {
        switch parameters.fault {
        case .none, .idle: break
        case .message: fatalError("no window of \(parameters.number) bars")
        case .index: print([1, 2, 3][parameters.number + 3])
        case .abort: Glibc.abort()
        case .exit: Glibc.exit(0)
        case .recursion: print(FaultyStrategy.depth(parameters.number))
        case .kill: Glibc.kill(getpid(), SIGKILL)
        case .endless: while getpid() > 0 {}
        case .chatter: FaultyStrategy.chatter()
        case .close: for descriptor in Int32(3)...9 { Glibc.close(descriptor) }
        case .sleep:
            FaultyStrategy.append("\(getpid())\n", to: "sleeper")
            Glibc.sleep(60)
        case .spoil:
            FaultyStrategy.append("2013-03-04,1,1,1,1,1,1\n", to: "goog.csv")
            fatalError("spoilt the bars")
        }
    }

    /// Never comes back.
    private static func depth(_ number: Int) -> Int { [number].map { depth($0 + 1) }.reduce(1, +) }

    /// Writes what is no frame, no notice and no text, a good deal of it, wherever a strategy prints.
    private static func chatter() {
        let garbage = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
            var rest = garbage[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if written <= 0 { break }
                rest = rest.dropFirst(written)
            }
        }
    }

    private static func append(_ text: String, to file: String) {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
        Glibc.close(descriptor)
    }
}
