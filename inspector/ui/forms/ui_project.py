# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'project.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QScrollArea,
    QSizePolicy, QVBoxLayout, QWidget)
class Ui_Project(object):
    def setupUi(self, Project):
        if not Project.objectName():
            Project.setObjectName(u"Project")
        self.page = QVBoxLayout(Project)
        self.page.setSpacing(0)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(0, 0, 0, 0)
        self.scroll = QScrollArea(Project)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setWidgetResizable(True)
        self.content = QWidget()
        self.content.setObjectName(u"content")
        self.down = QVBoxLayout(self.content)
        self.down.setSpacing(16)
        self.down.setObjectName(u"down")
        self.down.setContentsMargins(24, 16, 24, 16)
        self.head_slot = QWidget(self.content)
        self.head_slot.setObjectName(u"head_slot")

        self.down.addWidget(self.head_slot)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(16)
        self.columns.setObjectName(u"columns")
        self.left = QVBoxLayout()
        self.left.setSpacing(16)
        self.left.setObjectName(u"left")

        self.columns.addLayout(self.left)

        self.right = QVBoxLayout()
        self.right.setSpacing(16)
        self.right.setObjectName(u"right")

        self.columns.addLayout(self.right)

        self.columns.setStretch(0, 1)
        self.columns.setStretch(1, 1)

        self.down.addLayout(self.columns)

        self.down.setStretch(1, 1)
        self.scroll.setWidget(self.content)

        self.page.addWidget(self.scroll)


        self.retranslateUi(Project)
    # setupUi

    def retranslateUi(self, Project):
        pass
    # retranslateUi

