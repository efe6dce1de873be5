import TrialLedger

/// The project's ledger on the command line.
enum LedgerFile {
    /// Opens it for recording; it is made where there is none.
    static func open() throws -> Ledger {
        try rethrow { () throws(LedgerError) in try Ledger(path: Ledger.location(), access: .writing) }
    }

    /// Opens it for reading.
    static func read() throws -> Ledger {
        try rethrow { () throws(LedgerError) in try Ledger(path: Ledger.location(), access: .reading) }
    }

    /// Runs `body`, turning its error into a message and an exit status.
    static func rethrow<Value>(_ body: () throws(LedgerError) -> Value) throws -> Value {
        do throws(LedgerError) { return try body() } catch { throw CommandFailure(.failed, error.description) }
    }
}
