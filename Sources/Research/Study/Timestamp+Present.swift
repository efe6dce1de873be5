public import Core
import Foundation

extension Timestamp {
    /// The present by the machine's clock, to the second.
    public static var present: Timestamp {
        Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970) * Timestamp.second)
    }
}
