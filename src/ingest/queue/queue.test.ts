import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { namedObjects } from "./named-objects.ts";
import { readQueueAddress } from "./queue-address.ts";

test("a queue is named in four ways", () => {
  const visibility = 60;
  const name = "ecs-events";
  const account = "111122223333";
  const region = "eu-west-1";
  assert.deepEqual(readQueueAddress("sqs://ecs-events"), { name, visibility });
  assert.deepEqual(
    readQueueAddress("sqs://111122223333/ecs-events?region=eu-west-1&visibility=30"),
    {
      name,
      account,
      region,
      visibility: 30,
    },
  );
  assert.deepEqual(readQueueAddress("sqs://arn:aws:sqs:eu-west-1:111122223333:ecs-events"), {
    name,
    account,
    region,
    visibility,
  });
  assert.deepEqual(readQueueAddress("sqs://sqs.eu-west-1.amazonaws.com/111122223333/ecs-events"), {
    name,
    account,
    region,
    url: "https://sqs.eu-west-1.amazonaws.com/111122223333/ecs-events",
    visibility,
  });
});

test("what names no queue of SQS's is refused", () => {
  for (const uri of [
    "sqs://",
    "sqs://a b",
    "sqs://evil.example/111122223333/ecs-events",
    "sqs://sqs.eu-west-1.amazonaws.com.evil.example/111122223333/ecs-events",
    "sqs://1111/ecs-events",
    "sqs://ecs-events?visibility=0",
    "sqs://arn:aws:sns:eu-west-1:111122223333:topic",
  ]) {
    assert.throws(() => readQueueAddress(uri), /names no queue/, uri);
  }
});

test("the three notifications name the same object, through SNS too", () => {
  const expected = { bucket: "trail", key: "a b/c.json.gz" };
  const trail = { s3Bucket: "trail", s3ObjectKey: ["a b/c.json.gz"] };
  const bucket = {
    Records: [
      {
        eventSource: "aws:s3",
        eventName: "ObjectCreated:Put",
        s3: { bucket: { name: "trail" }, object: { key: "a+b/c.json.gz" } },
      },
    ],
  };
  const event = {
    source: "aws.s3",
    "detail-type": "Object Created",
    detail: { bucket: { name: "trail" }, object: { key: "a b/c.json.gz" } },
  };
  for (const body of [trail, bucket, event]) {
    assert.deepEqual(namedObjects(JSON.stringify(body)), [expected]);
    const wrapped = { Type: "Notification", Message: JSON.stringify(body) };
    assert.deepEqual(namedObjects(JSON.stringify(wrapped)), [expected]);
  }
});

test("what is deleted or only tested names nothing to read, and a record is no notification", () => {
  const removed = {
    Records: [
      {
        eventSource: "aws:s3",
        eventName: "ObjectRemoved:Delete",
        s3: { bucket: { name: "trail" }, object: { key: "x" } },
      },
    ],
  };
  assert.deepEqual(namedObjects(JSON.stringify(removed)), []);
  assert.deepEqual(namedObjects('{"Event":"s3:TestEvent","Bucket":"trail"}'), []);
  assert.equal(namedObjects('{"Records":[{"eventSource":"s3.amazonaws.com"}]}'), undefined);
});

test("nothing in a message throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
      namedObjects(body);
      namedObjects(`{"Message":${JSON.stringify(body)}}`);
      namedObjects(`{"Records":[{"eventSource":"aws:s3","s3":${JSON.stringify(body)}}]}`);
    }),
  );
});
