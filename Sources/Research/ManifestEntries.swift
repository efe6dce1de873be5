import Core
import Foundation
import Reports

/// What manifests say of how results came about: nothing else depends on it.
extension JSONValue {
    /// The machine and the time.
    ///
    /// - Parameter more: What else is known of the machine.
    static func host(_ more: [Member] = []) -> JSONValue {
        .object(
            [
                .init("system", .string(ProcessInfo.processInfo.operatingSystemVersionString)),
                .init("processors", .integer(ProcessInfo.processInfo.processorCount)),
            ] + more + [.init("written", .string(Timestamp.present.description))])
    }

    /// What took how long, in seconds to the microsecond.
    static func seconds(_ timings: [(label: String, seconds: Double)]) -> JSONValue {
        .object(timings.map { .init($0.label, .number(($0.seconds * 1e6).rounded() / 1e6)) })
    }
}
