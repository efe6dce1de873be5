/// What a server says in JSON beside its data: errors of all generations, and the greeting of 3.
struct ServerMessage {
    /// The reason of an error.
    var text = ""
    /// The code of an error, as 2.x has it.
    var code: String?
    /// The lines of a write that 3 refuses.
    var lines: [(number: Int, text: String, reason: String)] = []
    var version: String?
    var productName: String?

    /// `nil` where the text is no object of JSON or MessagePack.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        // 1.x puts errors into the form that was asked for, and names another.
        if let base = bytes.baseAddress, let first = bytes.first, first & 0xf0 == 0x80 {
            var reader = MessagePackReader(bytes, base: base)
            do throws(MessagePackFault) {
                for _ in 0..<(try reader.mapCount()) {
                    if try reader.string() == "error" { text = try reader.string() } else { try reader.skip() }
                }
            } catch {
                return nil
            }
            return
        }
        var scanner = JSONScanner(bytes)
        do throws(JSONScanner.Fault) {
            guard scanner.peek() == UInt8(ascii: "{") else { return nil }
            var (error, message) = ("", "")
            try ServerMessage.members(&scanner) { (scanner, name) throws(JSONScanner.Fault) in
                let isText = scanner.peek() == UInt8(ascii: "\"")
                switch name {
                case "error" where isText: error = try scanner.string()
                case "message" where isText: message = try scanner.string()
                case "code" where isText: code = try scanner.string()
                case "version" where isText: version = try scanner.string()
                case "product_name" where isText: productName = try scanner.string()
                case "data" where scanner.peek() == UInt8(ascii: "["): lines = try ServerMessage.lines(&scanner)
                default: try scanner.skip()
                }
            }
            text = message.isEmpty ? error : message
        } catch {
            return nil
        }
    }

    private static func members(
        _ scanner: inout JSONScanner, _ member: (inout JSONScanner, String) throws(JSONScanner.Fault) -> Void
    ) throws(JSONScanner.Fault) {
        try scanner.expect(UInt8(ascii: "{"))
        var isFirst = true
        while try scanner.goesOn(UInt8(ascii: "}"), isFirst: isFirst) {
            isFirst = false
            let name = try scanner.name()
            try member(&scanner, name)
        }
    }

    private static func lines(
        _ scanner: inout JSONScanner
    ) throws(JSONScanner.Fault) -> [(number: Int, text: String, reason: String)] {
        var lines: [(number: Int, text: String, reason: String)] = []
        try scanner.expect(UInt8(ascii: "["))
        var isFirst = true
        while try scanner.goesOn(UInt8(ascii: "]"), isFirst: isFirst) {
            isFirst = false
            guard scanner.peek() == UInt8(ascii: "{") else {
                try scanner.skip()
                continue
            }
            var line = (number: 0, text: "", reason: "")
            try members(&scanner) { (scanner, name) throws(JSONScanner.Fault) in
                switch name {
                case "line_number":
                    if case .integer(let number) = try scanner.number() { line.number = Int(number) }
                case "original_line": line.text = try scanner.string()
                case "error_message": line.reason = try scanner.string()
                default: try scanner.skip()
                }
            }
            lines.append(line)
        }
        return lines
    }
}
