import Foundation
import TestSupport
import Testing

@testable import Server

/// Who may write.
@Suite struct AccessTests {
    @Test func credentialsAreReadFromHeadersAndParameters() {
        func read(_ authorization: String?, _ parameters: [String: String] = [:]) -> ServerAccess.Credentials {
            ServerAccess.credentials(authorization: authorization, parameters: parameters)
        }
        #expect(read(nil) == .none && read("") == .none && read("Token") == .none && read("Token ") == .none)
        #expect(read("Token a b") == .token("a b") && read("bearer x") == .token("x"))
        #expect(read("Basic " + Data("u:p:q".utf8).base64EncodedString()) == .user("u", password: "p:q"))
        #expect(read("Basic !!") == .none && read("Basic " + Data("up".utf8).base64EncodedString()) == .none)
        #expect(read("Digest x") == .none && read("Token t", ["u": "a", "p": ""]) == .user("a", password: ""))
    }

    @Test func onlyEqualTextsAreAdmitted() throws {
        let folder = try TemporaryFolder()
        let access = try ServerAccess(
            tokenFile: try folder.write("tok\r\n", to: "t"), userFile: try folder.write("a:b\n", to: "u"))
        #expect(access.admits(.token("tok")) && access.admits(.user("x", password: "tok")))
        #expect(access.admits(.user("a", password: "b")) && access.admits(.token("a:b")))
        for wrong in ["", "t", "to", "toktok", "tok ", "tOk"] { #expect(!access.admits(.token(wrong)), "\(wrong)") }
        #expect(
            !access.admits(.none) && !access.admits(.user("a", password: "bb"))
                && !access.admits(.user("", password: "")))
        #expect(ServerAccess().admits(.none))
    }

    @Test func filesWithoutCredentialsAreRefusedAndTheirTextsAreNotRepeated() throws {
        let folder = try TemporaryFolder()
        let user = try folder.write("a:b\nsecret\n", to: "u")
        let text = try #require(throws: ServerAccess.Failure.self) { try ServerAccess(tokenFile: nil, userFile: user) }
        #expect(text.description == "\(user):2: error: found no ':', expected user:password")
        let empty = try folder.write("\n\n", to: "e")
        #expect(throws: ServerAccess.Failure.self) { try ServerAccess(tokenFile: empty, userFile: nil) }
        #expect(throws: ServerAccess.Failure.self) { try ServerAccess(tokenFile: empty + "x", userFile: nil) }
    }

    @Test func parametersAreDecoded() {
        #expect(
            ServerRequest.parameters("db=a%20b+c&db=second&q=%22x%22&flag&=")
                == ["db": "a b c", "q": "\"x\"", "flag": "", "": ""])
        #expect(ServerRequest.parameters("a=%zz&b=%ff")["a"] == "%zz")
    }
}
