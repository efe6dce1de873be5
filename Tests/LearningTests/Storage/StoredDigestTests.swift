import Learning
import Testing

/// The digest of a stored model.
@Suite struct StoredDigestTests {
    private static let model = StoredModel(
        kind: "transformed", numbers: ["width": [6]], texts: ["link": "identity"],
        parts: ["base": StoredModel(kind: "linear", numbers: ["b": [1.5, -2], "a": [0.1]], singles: ["w": [0.25]])])

    @Test func theDigestIsThatOfNamesAndNumbersInOrder() {
        // Computed by Python's hashlib and struct over the lengths, names and numbers, little-endian.
        #expect(Self.model.digest == "a5fcc9926d25c4d66fffe7a67c4c7049c03e64dfebc7a8ff949576def0843e42")
    }

    @Test func equalModelsHaveEqualDigests() {
        var same = StoredModel(kind: "transformed")
        same.parts["base"] = StoredModel(kind: "linear", singles: ["w": [0.25]])
        same.parts["base"]?.numbers["a"] = [0.1]
        same.parts["base"]?.numbers["b"] = [1.5, -2]
        same.texts["link"] = "identity"
        same.numbers["width"] = [6]
        #expect(same == Self.model && same.digest == Self.model.digest)
    }

    @Test func everyChangeChangesTheDigest() {
        let changes: [(inout StoredModel) -> Void] = [
            { $0.kind = "transformer" }, { $0.numbers["width"] = [7] }, { $0.numbers["width"] = [6, 0] },
            { $0.numbers["width"] = [6.000000000000001] }, { $0.numbers["height"] = [] },
            { $0.texts["link"] = "identit" }, { $0.texts["more"] = "" },
            { $0.parts["base"]?.numbers["b"] = [-2, 1.5] }, { $0.parts["base"]?.singles["w"] = [0.5] },
            { $0.parts["base"]?.numbers["a"] = nil }, { $0.parts["other"] = $0.parts["base"] },
            { ($0.parts["other"], $0.parts["base"]) = ($0.parts["base"], nil) },
            { $0.numbers["0"] = [-0.0] }, { $0.numbers["0"] = [0.0] },
        ]
        var found: Set<String> = [Self.model.digest]
        for change in changes {
            var model = Self.model
            change(&model)
            found.insert(model.digest)
        }
        #expect(found.count == changes.count + 1)
        #expect(found.allSatisfy { $0.utf8.count == 64 })
    }
}
