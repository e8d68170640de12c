# The button as thirty lines of MicroPython do it: four pins, one loop, two posts.
import json
import time

import requests
from machine import Pin

WEBHOOK = "http://chat.example.com/hooks/your-webhook"
MESSAGES = (
    ":alert: DEPLOY BUTTON PRESSED. KLAXON: ACTIVATED :alert:",
    "!deploy prod master -f",
)
keys = [Pin(number, Pin.IN, Pin.PULL_UP) for number in (4, 5, 12, 13)]


def pressed():
    return all(key.value() == 0 for key in keys)


def poll():
    if pressed():
        for text in MESSAGES:
            answer = requests.post(
                WEBHOOK,
                data=json.dumps({"text": text}),
                headers={"Content-Type": "application/json"},
            )
            print(answer.status_code)
            answer.close()
        while pressed():
            time.sleep_ms(10)


def run():
    while True:
        poll()
        time.sleep_ms(10)
