import Foundation
internal import GRDB

/// Repeats what others hinder, for some time.
///
/// SQLite's own wait leaves out a few cases, such as two processes that turn a new file to write-ahead mode.
struct Waiting {
    var seconds: Int

    func run<Result>(_ body: () throws -> Result) throws -> Result {
        let start = ContinuousClock.now
        var pause: UInt32 = 1_000
        while true {
            do {
                return try body()
            } catch let error as DatabaseError
                where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
            {
                guard ContinuousClock.now - start < .seconds(seconds) else { throw error }
                // Of several that wait, not all come back at once.
                usleep(UInt32.random(in: pause / 2...pause))
                pause = min(pause * 2, 100_000)
            }
        }
    }
}
